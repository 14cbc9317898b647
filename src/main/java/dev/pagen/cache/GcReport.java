package dev.pagen.cache;

/**
 * What a collection did.
 *
 * @param evicted entries removed
 * @param freedBytes what they took
 * @param entries entries left
 * @param bytes what those take
 */
public record GcReport(int evicted, long freedBytes, int entries, long bytes) {}
