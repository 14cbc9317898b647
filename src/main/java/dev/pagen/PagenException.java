package dev.pagen;

import java.util.Objects;

/**
 * Root of every error this library throws on purpose. Subclasses are one per phase, so that a
 * caller (and the command line's exit codes) can tell an unsupported spec from a failed compile.
 *
 * <p>The message is for the person who made the request: what was asked, what is wrong, what to do.
 */
public abstract class PagenException extends RuntimeException {
  protected PagenException(String message) {
    super(message);
  }

  protected PagenException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What was asked, what is wrong, and what to do; never null. */
  @Override
  public String getMessage() {
    return Objects.requireNonNullElse(super.getMessage(), "");
  }
}
