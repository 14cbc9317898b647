package dev.pagen.compile;

/** A worker that will not answer any more, within this package. */
final class WorkerLostException extends Exception {
  private static final long serialVersionUID = 1L;

  private final CompilerAbortedException.Reason reason;
  private final String output;

  WorkerLostException(CompilerAbortedException.Reason reason, String message, String output) {
    super(message);
    this.reason = reason;
    this.output = output;
  }

  /** The same, said of the second try. */
  WorkerLostException again() {
    return new WorkerLostException(reason, "in a second try too, " + getMessage(), output);
  }

  CompilerAbortedException.Reason reason() {
    return reason;
  }

  /** The last lines that the worker wrote to its standard output and error. */
  String output() {
    return output;
  }
}
