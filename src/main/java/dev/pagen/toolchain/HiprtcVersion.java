package dev.pagen.toolchain;

import java.util.Optional;

/**
 * Which HIPRTC a library is, as far as its name or its ROCm tree tells.
 *
 * @param major as in {@code libhiprtc.so.MAJOR}
 * @param text the whole version, such as {@code 6.4.43484} or {@code 6.2.0-66}
 */
public record HiprtcVersion(int major, String text) {
  private static final String PREFIX = "libhiprtc.so.";

  /** Reads the version off a file name such as {@code libhiprtc.so.6.4.43484}. */
  static Optional<HiprtcVersion> ofFileName(String name) {
    return name.startsWith(PREFIX) ? of(name.substring(PREFIX.length())) : Optional.empty();
  }

  /** Reads a version that starts with its major number. */
  static Optional<HiprtcVersion> of(String text) {
    String version = text.strip();
    int end = 0;
    while (end < version.length() && version.charAt(end) >= '0' && version.charAt(end) <= '9') {
      end++;
    }
    if (end == 0 || end > 6) {
      return Optional.empty();
    }
    return Optional.of(new HiprtcVersion(Integer.parseInt(version.substring(0, end)), version));
  }

  @Override
  public String toString() {
    return text;
  }
}
