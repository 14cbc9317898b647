package dev.pagen.cache;

import java.util.List;

/**
 * One compilation that is wanted: the parts that decide its result, and a name for people.
 *
 * @param name shown by {@code cache ls}; not part of the key
 * @param source the rendered source
 * @param options the compiler's options, in order
 * @param arch the architecture compiled for
 * @param compilerIdentity names everything that decides what code comes out of the compiler
 */
public record CacheRequest(
    String name, String source, List<String> options, String arch, String compilerIdentity) {

  public CacheRequest {
    options = List.copyOf(options);
  }

  /** The key of this compilation. */
  public CacheKey key() {
    return CacheKey.of(source, options, arch, compilerIdentity);
  }
}
