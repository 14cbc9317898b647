package dev.pagen.emulator.observe;

import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.machine.LaneFault;

/** What a {@link Check} found of one lane; it ends the launch with a {@link CheckException}. */
final class CheckFault extends LaneFault {
  private static final long serialVersionUID = 1L;

  private final Check check;

  /** {@code lane} is -1 for what concerns no single lane. */
  CheckFault(Check check, int lane, String message) {
    super(lane, message);
    this.check = check;
  }

  @Override
  public EmulationException ended(String message) {
    return new CheckException(check, message);
  }
}
