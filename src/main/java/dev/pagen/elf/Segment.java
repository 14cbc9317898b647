package dev.pagen.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A part of a code object that a loader copies to memory.
 *
 * @param address where it goes, relative to the load address
 * @param memorySize bytes it takes there; those past {@code bytes} are zero
 * @param writable whether the kernel may write it
 * @param executable whether it holds code
 * @param bytes its content, read-only and little-endian, from 0 to its capacity
 */
public record Segment(
    long address, long memorySize, boolean writable, boolean executable, ByteBuffer bytes) {
  public Segment {
    bytes = bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }
}
