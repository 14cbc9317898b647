package dev.pagen.tune;

import dev.pagen.PagenException;

/** A sweep that cannot be made: nothing to try, or a store that cannot be read or written. */
public final class TuningException extends PagenException {
  private static final long serialVersionUID = 1L;

  public TuningException(String message) {
    super(message);
  }

  public TuningException(String message, Throwable cause) {
    super(message, cause);
  }
}
