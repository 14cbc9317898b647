package dev.pagen.emulator.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A run of bytes with an address: one allocation of global memory, the LDS of a workgroup, or the
 * scratch of a wave. All are native memory, so that one set of access sites serves all of them.
 */
public sealed class Region permits SparseRegion {
  /** How a byte is accessed. */
  public static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  /** How 2 bytes are accessed, little-endian, at any address. */
  public static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

  /** How 4 bytes are accessed, at any address. */
  public static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  /** How 8 bytes are accessed, at any address. */
  public static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  /** The bytes themselves. */
  public final MemorySegment segment;

  /** Address of the first byte. */
  public final long base;

  /** Number of bytes; of scratch, those of one lane. */
  public final long size;

  /** What to add to an offset for each lane: not 0 only for scratch, whose size is one lane's. */
  private final long laneStride;

  final String name;
  private volatile boolean freed;

  Region(String name, long base, long size, long laneStride, MemorySegment segment) {
    this.name = name;
    this.laneStride = laneStride;
    this.base = base;
    this.size = size;
    this.segment = segment;
  }

  static Region of(String name, long base, long size) {
    if (size >= SparseRegion.FROM) {
      return new SparseRegion(name, base, size);
    }
    MemorySegment memory = Arena.ofAuto().allocate(Math.max(size, 1), 16);
    return new Region(name, base, size, 0, memory);
  }

  /** Private memory of a wave: {@code size} bytes for each lane, lane after lane. */
  static Region scratch(long size) {
    MemorySegment memory = Arena.ofAuto().allocate(Math.max(size * Wave.LANES, 1), 16);
    return new Region("scratch", 0, size, size, memory);
  }

  /** The same bytes at another address. */
  Region at(long address) {
    return new Region(name, address, size, laneStride, segment);
  }

  /** Where in {@link #segment} a lane finds an address. */
  public final long offset(long address, int lane) {
    return address - base + laneStride * lane;
  }

  /** Whether the {@code bytes} bytes at {@code address} all lie inside and are still allocated. */
  public final boolean holds(long address, long bytes) {
    long offset = address - base;
    return offset >= 0 && offset <= size - bytes && !freed;
  }

  /** Those lanes of the mask whose {@code bytes} bytes it {@link #holds}. */
  public final long holding(long[] addresses, long mask, int bytes) {
    long last = size - bytes;
    if (last < 0 || freed) {
      return 0;
    }
    // A sum of sign bits, without a branch: nearly always every lane is inside.
    long outside = 0;
    for (int lane = 0; lane < Wave.LANES; lane++) {
      long offset = addresses[lane] - base;
      outside |= ((offset | last - offset) >>> 63) << lane;
    }
    return mask & ~outside;
  }

  /** A region whose segment has the {@code bytes} bytes at {@code address}, which lie inside. */
  Region part(long address, long bytes) {
    return this;
  }

  /** Sets each of the {@code bytes} bytes at {@code address}, which lie inside. */
  void fill(long address, long bytes, byte value) {
    Region part = part(address, bytes);
    part.segment.asSlice(address - part.base, bytes).fill(value);
  }

  /** Gives memory back that nobody will look at any more. */
  void release() {}

  boolean isFreed() {
    return freed;
  }

  void markFreed() {
    freed = true;
  }

  @Override
  public String toString() {
    return "%s [0x%x, 0x%x), %d bytes%s"
        .formatted(name, base, base + size, size, freed ? ", freed" : "");
  }
}
