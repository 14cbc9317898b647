package dev.pagen.render;

import dev.pagen.kernel.StagedLatent;
import dev.pagen.kernel.StagedRow;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvLayout;
import org.jspecify.annotations.Nullable;

/**
 * The templates of an NVIDIA kernel that depend on the sizes of keys and values.
 *
 * @param both {@code same} where they are equally long; else {@code apart}, as each then lies in
 *     shared memory, and comes there, in its own way
 * @param keyTile where keys lie in a staged tile, and values that are as long
 * @param valueTile where values lie that are not; null where they lie by the same rule
 * @param keys how keys are copied that are not as long as values: in {@code row_parts}, each by
 *     some lanes of a wave, or in {@code row_chunks}, one after the other
 * @param values how such values are
 */
record NvidiaSizes(
    TemplateNames both,
    String keyTile,
    @Nullable String valueTile,
    TemplateNames keys,
    TemplateNames values) {

  static NvidiaSizes of(AttentionSpec attention) {
    StagedRow key = StagedRow.ofKeys(attention);
    StagedRow value = StagedRow.ofValues(attention);
    boolean differ = attention.rowsDiffer();
    boolean packed = attention.layout() == KvLayout.PACKED;
    return new NvidiaSizes(
        new TemplateNames(differ ? "apart" : "same"),
        keyTile(attention, key),
        differ && !packed ? value.swizzled() ? "swizzled_values" : "padded_values" : null,
        copy(key),
        copy(value));
  }

  private static TemplateNames copy(StagedRow row) {
    return new TemplateNames(row.lanes() == null ? "row_chunks" : "row_parts");
  }

  private static String keyTile(AttentionSpec attention, StagedRow row) {
    boolean wide = !attention.quantised();
    if (!attention.hasValueCache()) {
      return wide && StagedLatent.of(attention).usual()
          ? "latent_plain_tile"
          : "latent_padded_tile";
    }
    if (attention.layout() == KvLayout.PACKED) {
      return wide ? "packed_tile" : "packed_widened_tile";
    }
    return row.swizzled() ? "swizzled_tile" : "padded_tile";
  }

  String tile() {
    return valueTile == null ? "same_tile" : "apart_tile";
  }

  String behind() {
    return valueTile == null ? "behind" : "behind_value";
  }
}
