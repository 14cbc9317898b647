package dev.pagen.hip;

import dev.pagen.hip.gen.hip;

/** A function that a library of ROCm lacks, because it is too old or too new for what was asked. */
public final class MissingFunctionException extends HipException {
  private static final long serialVersionUID = 1L;

  MissingFunctionException(String function, String library) {
    super(
        function,
        hip.MISSING,
        "%s has no %s, which this needs; ROCm 6.4, 7.2 and 10.0 have it"
            .formatted(library, function));
  }
}
