package dev.pagen.cache;

import java.util.Optional;

/**
 * What a request to the cache came to.
 *
 * @param entry the kernel
 * @param origin where it came from
 * @param notStored why a kernel that was just compiled could not be kept; empty if it was, or if it
 *     came from the cache
 */
public record CacheResult(CacheEntry entry, Origin origin, Optional<String> notStored) {

  /** Where a kernel came from. */
  public enum Origin {
    /** From this process's memory. */
    MEMORY,
    /** From the cache folder. */
    DISK,
    /** It was compiled for this request. */
    COMPILED
  }

  /** Whether nothing had to be compiled. */
  public boolean hit() {
    return origin != Origin.COMPILED;
  }
}
