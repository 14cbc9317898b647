package dev.pagen.elf;

import dev.pagen.PagenException;

/** A file is not the code object it was taken for: another kind of file, cut short, or damaged. */
public final class CodeObjectException extends PagenException {
  private static final long serialVersionUID = 1L;

  public CodeObjectException(String message) {
    super(message);
  }

  public CodeObjectException(String message, Throwable cause) {
    super(message, cause);
  }
}
