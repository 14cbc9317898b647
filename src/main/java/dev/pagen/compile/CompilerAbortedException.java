package dev.pagen.compile;

import java.nio.file.Path;
import java.util.Optional;

/** A compile that ended without an answer from the compiler. */
public final class CompilerAbortedException extends CompileException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why there was no answer. */
  public enum Reason {
    /** The compiler aborted or crashed, as it would again: it was not asked twice. */
    ABORTED,
    /** Something else killed the worker process, and the one that tried again too. */
    KILLED,
    /** The worker process got no memory, and the one that tried again did not either. */
    OUT_OF_MEMORY,
    /** The compile took longer than the time limit and was stopped. */
    TIME_LIMIT,
    /** The calling thread was interrupted. */
    CANCELLED,
    /** The compiler was closed meanwhile. */
    CLOSED;

    /** Whether the machine's circumstances are the reason, and not what was to be compiled. */
    public boolean isFromOutside() {
      return this == KILLED || this == OUT_OF_MEMORY;
    }
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
