package dev.pagen.render;

import dev.pagen.kernel.CdnaLatent;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvScales;

/**
 * How logits become probabilities.
 *
 * @param boundedLogits whether every logit's exponential is in range, so that no maximum is needed
 * @param firstExponent the greatest probability starts out as a power of two
 * @param rescaleThreshold beyond which it must not grow
 * @param scaledWeights whether probabilities times the scales of values may be too large for it
 * @param weights which templates make weights of logits
 */
record SoftmaxModel(
    boolean boundedLogits,
    String firstExponent,
    String rescaleThreshold,
    boolean scaledWeights,
    Weights weights) {

  /**
   * Logits (as exponents of two) up to this bound need no maximum: sums of 2^31 terms of 2^90 and
   * products with any 16-bit V below 2^7 stay in a float's range, and 2^-90 is still a normal bf16.
   */
  private static final double MAX_UNREFERENCED_EXPONENT = 90;

  /** bf16 has a float's range: room for eight doublings costs nothing. */
  private static final int BF16_MAX_EXPONENT = 8;

  /**
   * Where a wave's output is hundreds of registers, other waves wait at the barrier for the one
   * that rescales it. 24 doublings still leave room for sums of 2^31 tokens and V up to 2^70.
   */
  private static final int BF16_MAX_EXPONENT_OF_LATENTS = 24;

  /**
   * The greatest power of two in fp16. Probabilities start just below it, so that those of up to
   * 2^-27 of the greatest are normal numbers: gfx90a's matrix instructions take others as zero.
   */
  private static final int FP16_MAX_EXPONENT = 15;

  static SoftmaxModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    boolean bf16 = MathModel.bf16Products(spec);
    return new SoftmaxModel(
        bf16 && boundsLogits(attention),
        Literals.of(bf16 ? 0 : FP16_MAX_EXPONENT - 2),
        Literals.of(bf16 ? bf16MaxExponent(spec) : FP16_MAX_EXPONENT),
        MathModel.scaledWeights(spec),
        Weights.of(spec, bf16 && boundsLogits(attention)));
  }

  private static int bf16MaxExponent(KernelSpec spec) {
    return KernelDesign.of(spec) instanceof CdnaLatent latent
            && latent.setsOfWave(spec.tuning()) > 1
        ? BF16_MAX_EXPONENT_OF_LATENTS
        : BF16_MAX_EXPONENT;
  }

  /** Whether the soft cap keeps every logit's exponential in range. */
  private static boolean boundsLogits(AttentionSpec attention) {
    return attention.softCap().isPresent()
        && !attention.alibi()
        && attention.kvScales() != KvScales.TOKEN
        && attention.softCap().getAsDouble() / Math.log(2) <= unreferencedExponent(attention);
  }

  /**
   * The bound on logits, lower for numbers of V that may be greater. Scales come after the sums.
   */
  private static double unreferencedExponent(AttentionSpec attention) {
    return switch (attention.valueDtype()) {
      case FP8_E4M3 -> MAX_UNREFERENCED_EXPONENT - 2;
      case FP8_E5M2 -> MAX_UNREFERENCED_EXPONENT - 9;
      default -> MAX_UNREFERENCED_EXPONENT;
    };
  }

  /**
   * The names of the templates that make weights of logits.
   *
   * @param name {@code bounded}, {@code relative} to a maximum, or {@code scaled} by token too
   * @param maximum which maximum that is
   */
  record Weights(String name, String maximum) {
    static Weights of(KernelSpec spec, boolean bounded) {
      boolean scaled = StoredElements.of(spec).valueTokenScales();
      return new Weights(
          scaled ? "scaled" : bounded ? "bounded" : "relative",
          MathModel.scaledWeights(spec) ? "scaled_maximum" : "relative_maximum");
    }

    String text() {
      return name + "_text";
    }

    String weights() {
      return name + "_weights";
    }
  }
}
