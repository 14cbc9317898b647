package dev.pagen.toolchain;

/** What was to make a bundle lacks something. The message says what, without a full stop. */
public final class IncompleteBundleException extends Exception {
  private static final long serialVersionUID = 1;

  public IncompleteBundleException(String message) {
    super(message);
  }
}
