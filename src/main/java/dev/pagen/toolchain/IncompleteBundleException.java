package dev.pagen.toolchain;

/** What was to make a bundle lacks something. The message says what, without a full stop. */
final class IncompleteBundleException extends Exception {
  private static final long serialVersionUID = 1;

  IncompleteBundleException(String message) {
    super(message);
  }
}
