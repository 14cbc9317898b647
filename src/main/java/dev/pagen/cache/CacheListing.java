package dev.pagen.cache;

import java.time.Duration;
import java.time.Instant;

/**
 * One line of {@code cache ls}.
 *
 * @param bytes what it takes on disk
 * @param lastUsed when it was last read from disk, to within an hour
 */
public record CacheListing(
    CacheKey key,
    String name,
    String arch,
    String compilerIdentity,
    long bytes,
    Instant created,
    Instant lastUsed,
    Duration compileTime) {}
