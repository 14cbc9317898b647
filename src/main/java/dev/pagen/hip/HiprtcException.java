package dev.pagen.hip;

/** HIPRTC refused a program; {@link #log()} says why. */
public final class HiprtcException extends HipException {
  private static final long serialVersionUID = 1L;

  private final String log;

  /** A failed call, with what HIP calls its status and what the compiler said. */
  public HiprtcException(String call, int code, String text, String log) {
    super(call, code, failure(call, code, text));
    this.log = log;
  }

  /** What the compiler wrote, errors and warnings; may be empty. */
  public String log() {
    return log;
  }
}
