package dev.pagen.render;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning.MfmaShape;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that matrices are multiplied in, and what multiplies them.
 *
 * @param bf16 whether queries are bf16, and not fp16
 * @param bf16Products whether probabilities are multiplied as bf16
 * @param narrowed whether queries are bf16 and multiplied as fp16
 * @param ones two elements that are 1
 * @param logarithms whether the kernel takes any
 * @param selectors template of the selectors with which halves of registers trade places
 * @param products template of the products of probabilities and V
 */
record MathModel(
    boolean bf16,
    boolean bf16Products,
    boolean narrowed,
    String elementType,
    String ones,
    boolean wideMfma,
    String mfmaK16,
    String mfmaK32,
    boolean logarithms,
    String selectors,
    String products) {
  static MathModel of(KernelSpec spec) {
    boolean bf16 = spec.attention().dtype() == DataType.BF16;
    boolean bf16Products = bf16Products(spec);
    boolean wide = spec.tuning().mfma() == MfmaShape.M16N16K32;
    return new MathModel(
        bf16,
        bf16Products,
        KernelDesign.of(spec).narrowsQueries(),
        bf16 ? "__bf16" : "_Float16",
        bf16Products ? "0x3f803f80" : "0x3c003c00",
        wide,
        "__builtin_amdgcn_mfma_f32_16x16x16" + (bf16 ? "bf16_1k" : "f16"),
        "__builtin_amdgcn_mfma_f32_16x16x32_" + (bf16 ? "bf16" : "f16"),
        spec.attention().lse() != LogSumExp.NONE || scaledWeights(spec),
        selectors(spec),
        wide ? "k32_products" : "k16_products");
  }

  private static String type(boolean bf16) {
    return bf16 ? "bf16" : "f16";
  }

  /** What probabilities and values are multiplied as. */
  String mmaType() {
    return type(bf16Products);
  }

  /** What queries and keys are, where that is something else; else null. */
  @Nullable String scoreType() {
    return narrowed == narrowedWeights() ? null : type(bf16 && !narrowed);
  }

  /** Whether queries are bf16, and probabilities multiplied as fp16. */
  boolean narrowedWeights() {
    return bf16 && !bf16Products;
  }

  /** Both to have columns of V; the upper one to round to bf16, or to truncate. */
  private static String selectors(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    boolean elements = !attention.hasValueCache() || !attention.quantisedValues();
    boolean rows = attention.layout() != KvLayout.PACKED;
    if (elements && rows && !StagingModel.transposes(spec)) {
      return "both_selectors";
    }
    boolean rounds =
        spec.target() != Target.GFX950
            || attention.quantisedType().equals(Optional.of(DataType.INT8));
    return attention.dtype() == DataType.BF16 && rounds ? "upper_selector" : "no_selectors";
  }

  static boolean bf16Products(KernelSpec spec) {
    return spec.attention().dtype() == DataType.BF16 && !KernelDesign.of(spec).narrowsWeights();
  }

  /** Whether the scales of values are multiplied into the probabilities: fp16 has little range. */
  static boolean scaledWeights(KernelSpec spec) {
    return StoredElements.of(spec).valueTokenScales() && !bf16Products(spec);
  }
}
