package dev.pagen.bench;

import dev.pagen.PagenException;

/** A kernel that was to be timed computes something else than attention. */
public final class WrongOutputException extends PagenException {
  private static final long serialVersionUID = 1L;

  public WrongOutputException(String message) {
    super(message);
  }
}
