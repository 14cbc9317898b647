package dev.pagen.compile;

import dev.pagen.cache.CacheKey;

/**
 * The line that has a kernel's code object name its key: a constant that no kernel reads, beside
 * the kernels' descriptors. Instructions and registers are what they are without it.
 */
final class KeyMark {
  private KeyMark() {}

  /** The source to compile for {@code key}: the rendered one, which the key names, and the line. */
  static String in(String source, CacheKey key) {
    return source
        + "%nextern \"C\" __attribute__((used)) __constant__ const char pagen_key[] = \"%s\";%n"
            .formatted(key.hex());
  }
}
