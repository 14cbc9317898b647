package dev.pagen.emulator.observe;

import dev.pagen.emulator.machine.EmulationException;

/** A {@link Check} found something: hardware might have gone on, and might have been right. */
public final class CheckException extends EmulationException {
  private static final long serialVersionUID = 1L;

  private final Check check;

  CheckException(Check check, String message) {
    super(message);
    this.check = check;
  }

  /** Which one it was. */
  public Check check() {
    return check;
  }
}
