package dev.pagen.cache;

import java.time.Duration;
import java.time.Instant;

/**
 * A compiled kernel, from the cache or just made.
 *
 * @param key what it is stored under
 * @param name the name it was first asked for by
 * @param arch the architecture it is for
 * @param compilerIdentity what compiled it
 * @param codeObject the code object's bytes, shared and not copied: not to be changed
 * @param disassembly its text
 * @param compileTime how long compiling took when it was made
 * @param created when that was, to the millisecond
 */
@SuppressWarnings("ArrayRecordComponent")
public record CacheEntry(
    CacheKey key,
    String name,
    String arch,
    String compilerIdentity,
    byte[] codeObject,
    String disassembly,
    Duration compileTime,
    Instant created) {

  /** About the memory it takes, in bytes. */
  long size() {
    return codeObject.length + (long) disassembly.length();
  }
}
