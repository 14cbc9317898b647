package dev.pagen.toolchain;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which HIPRTC or NVRTC a library is, as far as file names or its ROCm tree tell.
 *
 * @param major as in {@code libhiprtc.so.MAJOR}
 * @param text the whole version, such as {@code 6.4.43484}, {@code 6.2.0-66} or {@code 13.0}
 */
public record CompilerVersion(int major, String text) {
  /** Reads the version off a library's name, {@code STEM.so.VERSION}. */
  static Optional<CompilerVersion> ofFileName(String stem, Path file) {
    String name = String.valueOf(file.getFileName());
    String prefix = stem + ".so.";
    return name.startsWith(prefix) ? of(name.substring(prefix.length())) : Optional.empty();
  }

  /** Reads a version that starts with its major number. */
  static Optional<CompilerVersion> of(String text) {
    String version = text.strip();
    int end = 0;
    while (end < version.length() && version.charAt(end) >= '0' && version.charAt(end) <= '9') {
      end++;
    }
    if (end == 0 || end > 6) {
      return Optional.empty();
    }
    return Optional.of(new CompilerVersion(Integer.parseInt(version.substring(0, end)), version));
  }

  @Override
  public String toString() {
    return text;
  }
}
