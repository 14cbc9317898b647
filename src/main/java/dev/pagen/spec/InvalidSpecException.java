package dev.pagen.spec;

import dev.pagen.PagenException;

/** A spec or tuning that means nothing on any target, such as a negative head size. */
public final class InvalidSpecException extends PagenException {
  public InvalidSpecException(String message) {
    super(message);
  }
}
