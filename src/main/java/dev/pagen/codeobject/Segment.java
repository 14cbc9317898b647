package dev.pagen.codeobject;

import java.lang.foreign.MemorySegment;

/**
 * A part of a code object that a loader copies to memory.
 *
 * @param address where it goes, relative to the load address
 * @param memorySize bytes it takes there; those past {@code bytes} are zero
 * @param writable whether the kernel may write it
 * @param executable whether it holds code
 * @param bytes its content, read-only
 */
public record Segment(
    long address, long memorySize, boolean writable, boolean executable, MemorySegment bytes) {}
