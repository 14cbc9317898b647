package dev.pagen.files;

import dev.pagen.PagenException;

/** A file or folder of pa-gen's that somebody else owns or can write to. */
public final class UntrustedFileException extends PagenException {
  private static final long serialVersionUID = 1L;

  UntrustedFileException(String message) {
    super(message);
  }
}
