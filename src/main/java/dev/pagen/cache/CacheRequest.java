package dev.pagen.cache;

import java.util.List;

/**
 * One compilation that is wanted: the parts that decide its result, and a name for people. Its key
 * is computed once, when it is made.
 */
public final class CacheRequest {
  private final String name;
  private final String source;
  private final List<String> options;
  private final String arch;
  private final String compilerIdentity;
  private final CacheKey key;

  /**
   * A request.
   *
   * @param name shown by {@code cache ls}; not part of the key
   * @param source the rendered source
   * @param options the compiler's options, in order
   * @param arch the architecture compiled for
   * @param compilerIdentity names everything that decides what code comes out of the compiler
   */
  public CacheRequest(
      String name, String source, List<String> options, String arch, String compilerIdentity) {
    this(
        name,
        source,
        List.copyOf(options),
        arch,
        compilerIdentity,
        CacheKey.of(source, options, arch, compilerIdentity));
  }

  private CacheRequest(
      String name,
      String source,
      List<String> options,
      String arch,
      String compilerIdentity,
      CacheKey key) {
    this.name = name;
    this.source = source;
    this.options = options;
    this.arch = arch;
    this.compilerIdentity = compilerIdentity;
    this.key = key;
  }

  /** The same compilation by another name. */
  public CacheRequest named(String other) {
    return new CacheRequest(other, source, options, arch, compilerIdentity, key);
  }

  /** What {@code cache ls} shows. */
  public String name() {
    return name;
  }

  /** The rendered source. */
  public String source() {
    return source;
  }

  /** The compiler's options, in order. */
  public List<String> options() {
    return options;
  }

  /** The architecture compiled for. */
  public String arch() {
    return arch;
  }

  /** Names everything that decides what code comes out of the compiler. */
  public String compilerIdentity() {
    return compilerIdentity;
  }

  /** The key of this compilation. */
  public CacheKey key() {
    return key;
  }
}
