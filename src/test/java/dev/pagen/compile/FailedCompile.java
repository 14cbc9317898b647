package dev.pagen.compile;

import java.util.Optional;

/** A compile that nobody tried, for tests of other packages. */
public final class FailedCompile {
  private FailedCompile() {}

  /** What a compiler that refuses a source throws. */
  public static CompileException saying(String message) {
    return new CompileException(message, "", Optional.empty());
  }

  /** What a compiler that ends without an answer throws. */
  public static CompileException ending(CompilerAbortedException.Reason reason) {
    return new CompilerAbortedException(reason, "a compiler ended", "", Optional.empty());
  }
}
