package dev.pagen.emulator.machine;

/**
 * The program uses something the emulator has no model of. The message names the instruction, its
 * address and the target.
 */
public final class UnmodelledException extends EmulationException {
  public UnmodelledException(String message) {
    super(message);
  }
}
