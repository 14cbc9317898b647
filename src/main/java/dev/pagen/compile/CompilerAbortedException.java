package dev.pagen.compile;

import java.nio.file.Path;
import java.util.Optional;

/** A compile that ended without an answer from the compiler. */
public final class CompilerAbortedException extends CompileException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why there was no answer. */
  public enum Reason {
    /** The worker process died: the compiler aborted or crashed, or the worker was killed. */
    DIED,
    /** The compile took longer than the time limit and was stopped. */
    TIME_LIMIT,
    /** The calling thread was interrupted. */
    CANCELLED,
    /** The compiler was closed meanwhile. */
    CLOSED
  }

  CompilerAbortedException(Reason reason, String message, String log, Optional<Path> source) {
    super(message, log, source);
    this.reason = reason;
  }

  /** Why there was no answer. */
  public Reason reason() {
    return reason;
  }
}
