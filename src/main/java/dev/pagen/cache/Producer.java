package dev.pagen.cache;

/** Compiles a kernel that the cache does not have. */
@FunctionalInterface
public interface Producer {
  /** Compiles; what it throws reaches the caller of the cache, and nothing is stored. */
  Compiled produce();
}
