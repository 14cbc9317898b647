package dev.pagen.attention;

import dev.pagen.PagenException;

/** A kernel that cannot be launched as asked; nothing was launched. */
public final class LaunchException extends PagenException {
  private static final long serialVersionUID = 1L;

  public LaunchException(String message) {
    super(message);
  }
}
