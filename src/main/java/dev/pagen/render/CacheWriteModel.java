package dev.pagen.render;

import dev.pagen.kernel.CacheWrite;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import org.jspecify.annotations.Nullable;

/**
 * How new tokens' rows are stored.
 *
 * @param entry the kernel that stores them
 * @param threads of a workgroup
 * @param narrow the cache's 8-bit float; null where it has none
 */
record CacheWriteModel(EntryModel entry, int threads, @Nullable NarrowFormat narrow) {
  static CacheWriteModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    boolean smallFloat = attention.quantised() && attention.kvDtype() != DataType.INT8;
    return new CacheWriteModel(
        EntryModel.of(CacheWrite.entry(spec)),
        CacheWrite.threads(spec),
        smallFloat ? NarrowFormat.of(attention.kvDtype(), spec.target()) : null);
  }
}
