package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvLayout;
import org.jspecify.annotations.Nullable;

/**
 * How a row of a cache lies in the shared memory of an NVIDIA workgroup, for matrices to be read
 * from the same 16-byte chunk of eight rows at a time without a bank conflict. Where rows have a
 * power of two of chunks, all eight banks' worth or more, these are exchanged by an exclusive or
 * with the row. Other rows are an odd number of chunks apart. Those of the packed layout stay in
 * pieces, which lie without gaps.
 *
 * @param pitch bytes from one row to the next
 * @param swizzled whether chunks are exchanged
 * @param wholeRows whether one copy instruction brings whole rows, and nothing else
 * @param lanes of a copy instruction that bring a part of one row, equally long parts of it being
 *     the whole; null where such parts are short
 */
public record StagedRow(int pitch, boolean swizzled, boolean wholeRows, @Nullable Integer lanes) {
  private static final int CHUNK_BYTES = 16;
  private static final int CHUNKS_ACROSS_BANKS = 8;

  /** With fewer, whose parts are of less than 128 bytes, chunks one after the other are faster. */
  private static final int LEAST_LANES = 8;

  /** How keys of {@code attention}'s cache lie. */
  public static StagedRow ofKeys(AttentionSpec attention) {
    return of(attention, attention.rowBytes());
  }

  /** How values lie. */
  public static StagedRow ofValues(AttentionSpec attention) {
    return of(attention, attention.valueRowBytes());
  }

  private static StagedRow of(AttentionSpec attention, int rowBytes) {
    int chunks = rowBytes / CHUNK_BYTES;
    if (attention.layout() == KvLayout.PACKED) {
      return new StagedRow(rowBytes, false, false, null);
    }
    boolean swizzled = chunks >= CHUNKS_ACROSS_BANKS && Integer.bitCount(chunks) == 1;
    int pitch = swizzled ? chunks : chunks | 1;
    int lanes = Math.min(Integer.lowestOneBit(chunks), Nvidia.WAVE_SIZE);
    return new StagedRow(
        pitch * CHUNK_BYTES,
        swizzled,
        swizzled && chunks <= Nvidia.WAVE_SIZE,
        lanes < LEAST_LANES ? null : lanes);
  }
}
