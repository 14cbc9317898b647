package dev.pagen.toolchain;

import dev.pagen.PagenException;

/** No usable HIPRTC: not found where it was asked for, or not installable here. */
public final class ToolchainException extends PagenException {
  public ToolchainException(String message) {
    super(message);
  }

  public ToolchainException(String message, Throwable cause) {
    super(message, cause);
  }
}
