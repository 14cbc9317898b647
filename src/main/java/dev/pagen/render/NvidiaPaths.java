package dev.pagen.render;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.StagedRow;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;

/**
 * The templates of an NVIDIA kernel that depend on how tiles lie in shared memory and on what they
 * hold.
 *
 * @param sizes how keys and values lie in a staged tile
 * @param copy what copies a tile: whole {@code rows}, {@code chunks}, keys and values {@code
 *     apart}, or a {@code packed} one
 * @param rows where the rows of a tile's tokens lie in the caches
 * @param policy how copies treat the L2
 * @param fragments which tokens and elements the rows of matrices are
 * @param conversion how two elements of 8 bits are widened
 * @param widening what is widened so
 * @param queries how queries come to be operands
 * @param score query times key
 * @param softmax how scores become probabilities
 * @param product probabilities times V
 * @param write how a lane's part of the output is written
 */
record NvidiaPaths(
    NvidiaSizes sizes,
    TemplateNames copy,
    String rows,
    String policy,
    String fragments,
    String conversion,
    Widening widening,
    String queries,
    String score,
    String softmax,
    String product,
    String write) {
  static NvidiaPaths of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    StagedRow row = StagedRow.ofKeys(attention);
    boolean packed = attention.layout() == KvLayout.PACKED;
    boolean wideKeys = !attention.quantisedKeys();
    boolean wideValues = !attention.quantisedValues();
    String latent = attention.hasValueCache() ? "" : "latent_";
    String entries = attention.selects() ? "selected_" : "";
    return new NvidiaPaths(
        NvidiaSizes.of(attention),
        new TemplateNames(copy(attention, row)),
        entries + (attention.sharesOffsets() ? "shared_rows" : "strided_rows"),
        entries + (spec.tuning().nonTemporal() ? "first_to_leave" : "any_to_leave"),
        packed && !wideKeys ? "packed_widened_fragments" : fragments(wideKeys, wideValues),
        conversion(attention.quantisedType().orElse(DataType.INT8)),
        Widening.of(attention),
        latent + queries(spec),
        latent + (wideKeys ? "plain_score" : "widened_score"),
        latent + softmax(spec),
        latent + (wideValues ? "plain_product" : "widened_product"),
        wideValues ? "swapping_write" : "paired_write");
  }

  private static String copy(AttentionSpec attention, StagedRow row) {
    if (attention.layout() == KvLayout.PACKED) {
      return "packed";
    }
    if (attention.rowsDiffer()) {
      return "apart";
    }
    return row.wholeRows() ? "rows" : "chunks";
  }

  /**
   * The templates of what is widened.
   *
   * @param keys of matrices of K
   * @param values of matrices of V
   */
  record Widening(String keys, String values) {
    static Widening of(AttentionSpec attention) {
      boolean packed = attention.layout() == KvLayout.PACKED;
      return new Widening(
          attention.quantisedKeys() ? "key_fragments" : "as_they_are",
          !attention.quantisedValues()
              ? "as_they_are"
              : packed ? "widened_columns" : "widened_rows");
    }
  }

  private static String fragments(boolean wideKeys, boolean wideValues) {
    if (wideKeys == wideValues) {
      return wideKeys ? "plain_fragments" : "widened_fragments";
    }
    return wideKeys ? "widened_value_fragments" : "widened_key_fragments";
  }

  private static String conversion(DataType type) {
    return switch (type) {
      case FP8_E4M3 -> "widened_e4m3";
      case FP8_E5M2 -> "widened_e5m2";
      default -> "widened_int8";
    };
  }

  private static String queries(KernelSpec spec) {
    if (!spec.attention().quantisedKeys()) {
      return "plain_queries";
    }
    return KernelDesign.of(spec).narrowsQueries() ? "narrowed_queries" : "widened_queries";
  }

  private static String softmax(KernelSpec spec) {
    StoredElements elements = StoredElements.of(spec);
    if (elements.tokenScales() && elements.mixed()) {
      return elements.keys() ? "key_scaled_softmax" : "value_scaled_softmax";
    }
    if (elements.tokenScales()) {
      return "scaled_softmax";
    }
    return SoftmaxModel.of(spec).boundedLogits() ? "bounded_softmax" : "relative_softmax";
  }
}
