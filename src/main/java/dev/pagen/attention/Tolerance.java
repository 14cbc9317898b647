package dev.pagen.attention;

import dev.pagen.spec.DataType;

/**
 * How far a kernel's output may be from the float64 reference.
 *
 * <p>A right kernel rounds twice to the 16-bit format: the probabilities before the product with V,
 * and the output. One rounding has a relative error of at most u, half the format's epsilon (2^-9
 * for bf16, 2^-12 for fp16), and u / sqrt(3) on average over many; the errors of the probabilities
 * average over the tokens. Together that stays near u = 2.0e-3 (bf16) and 2.4e-4 (fp16) in relative
 * L2; the limits leave a factor of two or so, for the float32 arithmetic in between. A single
 * element may lie where values cancel, so it is measured by its row's largest value: rounding the
 * output is half an ulp there, the probabilities at most one or two more.
 *
 * @param relativeL2 limit of the error's L2 norm over the reference's
 * @param ulps limit of a single element's error, in units in the last place of the output's format
 *     at the largest magnitude of the reference's row (one query head of one sequence)
 */
public record Tolerance(double relativeL2, double ulps) {
  private static final double ULPS = 4;

  /** The limits for outputs of {@code type}. */
  public static Tolerance of(DataType type) {
    return switch (ElementFormat.of(type)) {
      case BF16 -> new Tolerance(4e-3, ULPS);
      case FP16 -> new Tolerance(6e-4, ULPS);
    };
  }
}
