package dev.pagen.emulator.machine;

import dev.pagen.PagenException;

/**
 * The emulated program did something wrong (an access outside of every allocation, a jump to no
 * instruction), or was launched with arguments that do not fit it.
 */
public class EmulationException extends PagenException {
  public EmulationException(String message) {
    super(message);
  }

  public EmulationException(String message, Throwable cause) {
    super(message, cause);
  }
}
