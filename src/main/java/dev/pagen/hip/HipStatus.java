package dev.pagen.hip;

import java.util.function.IntFunction;

/** The one place where a status code turns into an exception. */
final class HipStatus {
  /** Success in HIP, HIPRTC and comgr alike. */
  static final int SUCCESS = 0;

  private HipStatus() {}

  /**
   * Returns if {@code code} is success.
   *
   * @param text what the library calls a code
   * @throws HipException otherwise
   */
  static void check(String call, int code, IntFunction<String> text) {
    if (code != SUCCESS) {
      throw new HipException(call, code, text.apply(code));
    }
  }
}
