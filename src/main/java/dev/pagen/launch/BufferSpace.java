package dev.pagen.launch;

/**
 * Where a buffer lies.
 *
 * @param address of its first byte
 * @param bytes of it, what may be read past its end left out
 */
public record BufferSpace(long address, long bytes) {}
