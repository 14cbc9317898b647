package dev.pagen.render;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvScales;
import org.jspecify.annotations.Nullable;

/**
 * What the templates have to know of the elements of a KV cache.
 *
 * @param quantised whether they have 8 bits; all else is for these
 * @param type name of theirs
 * @param scaled whether all rows of a KV head have one scale
 * @param headScales whether each KV head has its own
 * @param tokenScales whether each token and KV head has its own
 * @param tokenStride scales from one token of a page to the next
 * @param headStride scales from one KV head to the next
 * @param rows those that have scales inside; null for others
 * @param write how those of new tokens are stored
 */
record StoredElements(
    boolean quantised,
    String type,
    boolean e4m3,
    boolean e5m2,
    boolean smallFloat,
    boolean scaled,
    boolean headScales,
    boolean tokenScales,
    int tokenStride,
    int headStride,
    @Nullable ScaledRowModel rows,
    CacheWriteModel write) {

  static StoredElements of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    KvScales scales = attention.kvScales();
    return new StoredElements(
        attention.quantised(),
        attention.kvDtype().toString(),
        attention.kvDtype() == DataType.FP8_E4M3,
        attention.kvDtype() == DataType.FP8_E5M2,
        attention.kvDtype() == DataType.FP8_E4M3 || attention.kvDtype() == DataType.FP8_E5M2,
        scales == KvScales.TENSOR || scales == KvScales.HEAD,
        scales == KvScales.HEAD,
        scales == KvScales.TOKEN,
        attention.scaleTokenStride(),
        attention.scaleHeadStride(),
        ScaledRowModel.of(attention),
        CacheWriteModel.of(spec));
  }
}
