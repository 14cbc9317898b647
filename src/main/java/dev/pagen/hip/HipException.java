package dev.pagen.hip;

import dev.pagen.PagenException;

/** A call into HIP, HIPRTC or comgr that did not succeed, in the library's own words. */
public class HipException extends PagenException {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final int code;

  HipException(String call, int code, String message) {
    super(message);
    this.call = call;
    this.code = code;
  }

  /** {@code call} returned {@code code}, which the library calls {@code text}. */
  static HipException failed(String call, int code, String text) {
    return new HipException(call, code, failure(call, code, text));
  }

  static String failure(String call, int code, String text) {
    return call + " failed with code " + code + ": " + text;
  }

  /** The C function that failed, such as {@code hipGetDeviceCount}. */
  public String call() {
    return call;
  }

  /** The status code it returned, in its library's numbering. */
  public int code() {
    return code;
  }
}
