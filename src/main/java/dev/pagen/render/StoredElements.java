package dev.pagen.render;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvScales;
import org.jspecify.annotations.Nullable;

/**
 * What the templates have to know of the elements of a KV cache.
 *
 * @param quantised whether keys or values have 8 bits; all else is for these
 * @param keys whether keys have
 * @param values whether values have, or the latents that they are a part of
 * @param mixed whether it is the one and not the other
 * @param type name of theirs
 * @param where they are
 * @param scaled whether all rows of a KV head have one scale
 * @param scaledKeys whether rows of keys have
 * @param scaledValues whether rows of values have one of their own
 * @param headScales whether each KV head has its own
 * @param tokenScales whether each token and KV head has its own
 * @param keyTokenScales whether those of keys have
 * @param valueTokenScales whether those of values have, or the latents that they are a part of
 * @param tokenStride scales from one token of a page to the next
 * @param headStride scales from one KV head to the next
 * @param rows those that have scales inside; null for others
 * @param write how those of new tokens are stored
 */
record StoredElements(
    boolean quantised,
    boolean keys,
    boolean values,
    boolean mixed,
    String type,
    String where,
    boolean e4m3,
    boolean e5m2,
    boolean smallFloat,
    boolean scaled,
    boolean scaledKeys,
    boolean scaledValues,
    boolean headScales,
    boolean tokenScales,
    boolean keyTokenScales,
    boolean valueTokenScales,
    int tokenStride,
    int headStride,
    @Nullable ScaledRowModel rows,
    CacheWriteModel write) {

  static StoredElements of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    KvScales scales = attention.kvScales();
    DataType type = attention.quantisedType().orElse(attention.kvDtype());
    boolean scaled = scales == KvScales.TENSOR || scales == KvScales.HEAD;
    boolean ofTokens = scales == KvScales.TOKEN;
    return new StoredElements(
        attention.quantised(),
        attention.quantisedKeys(),
        attention.quantisedValues(),
        attention.typesDiffer(),
        type.toString(),
        where(attention),
        type == DataType.FP8_E4M3,
        type == DataType.FP8_E5M2,
        type == DataType.FP8_E4M3 || type == DataType.FP8_E5M2,
        scaled,
        scaled && attention.scalesKeys(),
        scaled && attention.scalesValues(),
        scales == KvScales.HEAD,
        ofTokens,
        ofTokens && attention.quantisedKeys(),
        ofTokens && attention.quantisedValues(),
        attention.scaleTokenStride(),
        attention.scaleHeadStride(),
        ScaledRowModel.of(attention),
        CacheWriteModel.of(spec));
  }

  private static String where(AttentionSpec attention) {
    if (!attention.typesDiffer()) {
      return "the caches";
    }
    return attention.quantisedKeys() ? "the key cache" : "the value cache";
  }
}
