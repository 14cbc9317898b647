package dev.pagen.hip;

import dev.pagen.hip.gen.hip;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.function.IntFunction;

/** The one place where a status code turns into an exception. */
final class HipStatus {
  /** Success in HIP, HIPRTC and comgr alike. */
  static final int SUCCESS = 0;

  private HipStatus() {}

  /**
   * Returns if {@code code} is success.
   *
   * @param library the name of the library's file, which says its version
   * @param call the function's name, and in parentheses what it was called with, if that helps
   * @param text what the library calls a code
   * @throws MissingFunctionException if the library has no such function
   * @throws HipException if the code is another one
   */
  static void check(String library, String call, int code, IntFunction<String> text) {
    if (code == hip.MISSING) {
      throw new MissingFunctionException(call.split("\\(", 2)[0], library);
    }
    if (code != SUCCESS) {
      throw HipException.failed(call, code, text.apply(code));
    }
  }

  /** A library's words, or what stands for them where it lacks the function that has them. */
  static String text(MemorySegment words) {
    return words.equals(MemorySegment.NULL)
        ? "the library has no words for it"
        : words.getString(0);
  }

  /** The name of a library's file with as much of its version as the file system knows. */
  static String name(Path library) {
    Path file = library;
    try {
      file = library.toRealPath();
    } catch (IOException e) {
      // A library that the dynamic loader takes can be named as it was asked for.
    }
    return String.valueOf(file.getFileName());
  }
}
