package dev.pagen.render;

import dev.pagen.kernel.RowSlices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.Tuning.LoadPath;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of the KV cache lie, how they are found, and how they are cut.
 *
 * @param table how tokens are found
 * @param log2PageSize null where the page size is no power of two
 * @param strided whether keys and values have strides of their own
 * @param apart whether a token's key and value lie at different offsets
 * @param chunkElements elements of 16 bytes of a packed key
 * @param keys what the lanes of a column take from a key
 * @param values what they take from a value
 */
record CacheModel(
    TableModel table,
    int pageSize,
    @Nullable Integer log2PageSize,
    KvLayout layout,
    boolean strided,
    boolean packed,
    boolean apart,
    int chunkElements,
    KvStrides strides,
    SlicesModel keys,
    SlicesModel values) {

  static CacheModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    boolean strided = !attention.sharesOffsets();
    boolean packed = attention.layout() == KvLayout.PACKED;
    boolean onlyValuesInSlices = attention.rowsDiffer() && spec.tuning().kPath() == LoadPath.DIRECT;
    return new CacheModel(
        TableModel.of(spec),
        attention.pageSize(),
        log2(attention.pageSize()),
        attention.layout(),
        strided,
        packed,
        strided || packed,
        attention.packedElements(),
        attention.rowStrides(),
        SlicesModel.of(RowSlices.ofKeys(attention), packed || onlyValuesInSlices, false),
        attention.rowsDiffer()
            ? SlicesModel.of(RowSlices.ofValues(attention), packed, true)
            : SlicesModel.of(RowSlices.ofKeys(attention), packed, false));
  }

  static @Nullable Integer log2(int pageSize) {
    return Integer.bitCount(pageSize) == 1 ? Integer.numberOfTrailingZeros(pageSize) : null;
  }

  /** The template of where pages of the packed layout lie, on NVIDIA targets. */
  String packedPages() {
    return strided ? "strided_packed_pages" : "shared_packed_pages";
  }
}
