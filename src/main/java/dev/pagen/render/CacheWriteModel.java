package dev.pagen.render;

import dev.pagen.kernel.CacheWrite;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How new tokens' rows are stored.
 *
 * @param entry the kernel that stores them
 * @param threads of a workgroup
 * @param places template of where rows lie in the caches
 * @param narrow the cache's 8-bit float; null where it has none
 */
record CacheWriteModel(
    EntryModel entry, int threads, String places, @Nullable NarrowFormat narrow) {
  static CacheWriteModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    Optional<DataType> smallFloat = attention.quantisedType().filter(type -> type != DataType.INT8);
    return new CacheWriteModel(
        EntryModel.of(CacheWrite.entry(spec)),
        CacheWrite.threads(spec),
        places(attention),
        smallFloat.map(type -> NarrowFormat.of(type, spec.target())).orElse(null));
  }

  private static String places(AttentionSpec attention) {
    if (attention.layout() == KvLayout.PACKED) {
      return attention.sharesOffsets() ? "packed_places" : "packed_apart_places";
    }
    return attention.sharesOffsets() ? "row_places" : "strided_places";
  }
}
