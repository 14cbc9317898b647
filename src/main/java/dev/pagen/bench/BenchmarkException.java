package dev.pagen.bench;

import dev.pagen.PagenException;

/** Something that cannot be measured, such as a batch that the device has no memory for. */
public final class BenchmarkException extends PagenException {
  private static final long serialVersionUID = 1L;

  public BenchmarkException(String message) {
    super(message);
  }
}
