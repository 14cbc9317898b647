package dev.pagen.compile;

import dev.pagen.cache.CacheKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What AMD's kernels are compiled with in place of HIP's own header. That has some 12,000 lines,
 * and parsing it takes half of a small kernel's compile; this one declares, in the same way, the
 * little that kernels use. The code that comes out is the same, byte for byte.
 */
final class DeviceHeader {
  /** HIP C++. */
  static final String TEXT = read();

  /** Its file name. It names the text too, and so does the key of a kernel that includes it. */
  static final String NAME =
      "pagen-device-%s.h".formatted(CacheKey.of(TEXT, List.of(), "", "").shortHex());

  /** The options that ask for it. */
  static final List<String> INCLUDE = List.of("-include", NAME);

  private DeviceHeader() {}

  private static String read() {
    try (InputStream in =
        Objects.requireNonNull(DeviceHeader.class.getResourceAsStream("/hip/device.h"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
