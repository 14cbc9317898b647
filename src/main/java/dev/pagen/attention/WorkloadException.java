package dev.pagen.attention;

import dev.pagen.PagenException;

/** Inputs that no kernel could be run on, such as a page table that names pages there are not. */
public final class WorkloadException extends PagenException {
  private static final long serialVersionUID = 1L;

  public WorkloadException(String message) {
    super(message);
  }

  public WorkloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
