package dev.pagen.render;

import dev.pagen.kernel.StagedLatent;
import dev.pagen.kernel.StagedRow;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvLayout;
import org.jspecify.annotations.Nullable;

/**
 * The templates of an NVIDIA kernel that depend on whether a value is as long as a key. Their names
 * begin with {@code same} where it is; else with {@code apart}, as each then lies in shared memory,
 * and comes there, in its own way.
 *
 * @param keyTile where keys lie in a staged tile, and values that are as long
 * @param valueTile where values lie that are not; null where they lie by the same rule
 * @param keys how keys are copied that are not as long as values
 * @param values how such values are
 * @param differ whether they are not equally long
 */
record NvidiaSizes(
    String keyTile, @Nullable String valueTile, RowCopy keys, RowCopy values, boolean differ) {

  /**
   * How rows are copied: in {@code row_parts}, each by some lanes of a wave, or in {@code
   * row_chunks}, one after the other.
   */
  record RowCopy(String name) {
    static RowCopy of(StagedRow row) {
      return new RowCopy(row.lanes() == null ? "row_chunks" : "row_parts");
    }

    String constants() {
      return name + "_constants";
    }

    String copy() {
      return name + "_copy";
    }

    String offset() {
      return name + "_offset";
    }
  }

  static NvidiaSizes of(AttentionSpec attention) {
    StagedRow key = StagedRow.ofKeys(attention);
    StagedRow value = StagedRow.ofValues(attention);
    boolean differ = attention.rowsDiffer();
    boolean packed = attention.layout() == KvLayout.PACKED;
    return new NvidiaSizes(
        keyTile(attention, key),
        differ && !packed ? value.swizzled() ? "swizzled_values" : "padded_values" : null,
        RowCopy.of(key),
        RowCopy.of(value),
        differ);
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

  private String template(String name) {
    return (differ ? "apart_" : "same_") + name;
  }

  String chunks() {
    return template("chunks");
  }

  String stage() {
    return template("stage");
  }

  String end() {
    return template("end");
  }

  String tile() {
    return valueTile == null ? "same_tile" : "apart_tile";
  }

  String valuesOfRows() {
    return template("values_of_rows");
  }

  String rowOfToken() {
    return template("row_of_token");
  }

  String behind() {
    return valueTile == null ? "behind" : "behind_value";
  }

  String packedBytes() {
    return template("packed_bytes");
  }

  String packedPieces() {
    return template("packed_pieces");
  }
}
