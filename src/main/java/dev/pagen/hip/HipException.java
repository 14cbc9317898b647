package dev.pagen.hip;

import dev.pagen.PagenException;

/** A call into HIP, HIPRTC or comgr that did not succeed, in the library's own words. */
public class HipException extends PagenException {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final int code;

  HipException(String call, int code, String text) {
    super(call + " failed with code " + code + ": " + text);
    this.call = call;
    this.code = code;
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
