package dev.pagen.files;

import dev.pagen.PagenException;

/** pa-gen has no folder to keep its files in, or cannot write there. */
public final class PagenHomeException extends PagenException {
  PagenHomeException(String message) {
    super(message);
  }

  PagenHomeException(String message, Throwable cause) {
    super(message, cause);
  }
}
