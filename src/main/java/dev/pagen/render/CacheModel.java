package dev.pagen.render;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.RowSlices;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of the KV cache lie, and how they are cut.
 *
 * @param log2PageSize null where the page size is no power of two
 * @param strided whether the strides are the caller's
 * @param apart whether a token's key and value lie at different offsets
 * @param chunkElements elements of 16 bytes of a packed key
 * @param slices what the lanes of a column take from a row
 * @param trails whether the last slice is a smaller one
 * @param partChunks whether the last load of a row has chunks for some lanes only
 * @param oddChunks whether a row is an odd number of 16 elements
 */
record CacheModel(
    int pageSize,
    @Nullable Integer log2PageSize,
    KvLayout layout,
    boolean strided,
    boolean packed,
    boolean apart,
    int chunkElements,
    KvStrides strides,
    RowSlices slices,
    boolean trails,
    boolean partChunks,
    boolean oddChunks) {

  /** What the four lanes of a column take from a row with one load. */
  private static final int CHUNKS_BYTES = 64;

  static CacheModel of(AttentionSpec attention) {
    boolean strided = attention.kvStrides().isPresent();
    boolean packed = attention.layout() == KvLayout.PACKED;
    RowSlices slices = RowSlices.of(attention);
    return new CacheModel(
        attention.pageSize(),
        Integer.bitCount(attention.pageSize()) == 1
            ? Integer.numberOfTrailingZeros(attention.pageSize())
            : null,
        attention.layout(),
        strided,
        packed,
        strided || packed,
        attention.packedElements(),
        attention.rowStrides(),
        slices,
        slices.trails() && !packed,
        attention.rowBytes() % CHUNKS_BYTES != 0,
        attention.headSize() / 16 % 2 == 1);
  }
}
