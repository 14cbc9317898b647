package dev.pagen.compile;

import dev.pagen.PagenException;

/** No compile worker could be started: the toolchain or the JVM it needs is unusable. */
public final class CompilerStartException extends PagenException {
  private static final long serialVersionUID = 1L;

  CompilerStartException(String message) {
    super(message);
  }

  CompilerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
