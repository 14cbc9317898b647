package dev.pagen.cache;

import java.io.IOException;

/** An entry's folder is there but not whole. */
final class InvalidEntryException extends IOException {
  private static final long serialVersionUID = 1L;

  InvalidEntryException(String message) {
    super(message);
  }
}
