package dev.pagen.toolchain.debian;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A Debian package, as its archive's file name has it.
 *
 * @param version with its epoch, if it has one
 */
public record DebianPackage(String name, String version) {
  /** Reads {@code NAME_VERSION_ARCHITECTURE.deb}, in which the epoch's colon is written %3a. */
  static Optional<DebianPackage> ofFileName(String file) {
    String[] parts = file.split("_", -1);
    return parts.length == 3 && file.endsWith(".deb")
        ? Optional.of(
            new DebianPackage(
                parts[0],
                // A plus is itself in these names, not a space.
                URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
