package dev.pagen.verify;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.RowFormat;

/**
 * How far a kernel's output may be from the float64 reference.
 *
 * <p>A right kernel rounds twice to the 16-bit format: the probabilities before the product with V,
 * and the output. One rounding has a relative error of at most u (2^-8 for bf16, 2^-11 for fp16),
 * and of about 0.41 u as the root of the mean square over many numbers. The errors of the
 * probabilities are as independent as the values that they are weights of, so both roundings
 * together come to about 0.58 u in relative L2, whatever the length: 2.3e-3 (bf16) and 2.8e-4
 * (fp16). The limits are about twice that. A single element may lie where values cancel, so it is
 * measured by its row's largest value: rounding the output is half an ulp there, the probabilities
 * at most one or two more.
 *
 * <p>An 8-bit output is rounded to 3 or 2 bits, which is all that counts there: 0.41 u is 2.6e-2
 * (E4M3) and 5.1e-2 (E5M2), and the limits are about twice that. An fp32 output is held to the
 * limits of the query's format, in which the probabilities are, or in a finer one.
 *
 * <p>The logarithm of a denominator is as far off as the denominator is relatively: where all
 * probabilities are equal they are rounded alike, so by up to half of u. The limit is twice that.
 * Beside it stands one in units of the last place, for the float that the logarithm is, and the
 * greatest logit in it: three constants and four products round on the way, and so does the dot
 * product, a few times.
 *
 * <p>Elements of a row that has scales inside which are no powers of two are rounded to bf16 too,
 * as FlashMLA rounds them: keys and values, which comes to about 0.8 u, or 3.3e-3. A logit is then
 * as far off as 0.41 u of the root of the sum of its products' squares: 1e-2 where it is 20.
 *
 * @param relativeL2 limit of the error's L2 norm over the reference's
 * @param ulps limit of a single element's error, in units in the last place of the output's format
 *     at the largest magnitude of the reference's row (one query head of one sequence)
 * @param lse limit of a natural logarithm's absolute error
 * @param lseUlps limit of its error in units in the last place of a float, which counts where it is
 *     the greater one
 */
public record Tolerance(double relativeL2, double ulps, double lse, double lseUlps) {
  private static final double LSE_ULPS = 8;
  private static final double ULPS = 4;

  /** Where elements of the cache are rounded to bf16 after they were multiplied by their scales. */
  private static final Tolerance ROUNDED_ROWS = new Tolerance(6e-3, 6, 0x1p-4, LSE_ULPS);

  /** Half a unit by rounding the output; what is lost before is small beside that. */
  private static final double ULPS_OF_8_BITS = 1;

  /** The limits for outputs of {@code spec}. */
  public static Tolerance of(AttentionSpec spec) {
    Tolerance precise =
        ElementFormat.ofQuery(spec.dtype()) == ElementFormat.BF16
            ? new Tolerance(4e-3, ULPS, 0x1p-8, LSE_ULPS)
            : new Tolerance(6e-4, ULPS, 0x1p-11, LSE_ULPS);
    if (!spec.row().format().map(RowFormat::powersOfTwo).orElse(true)) {
      precise = ROUNDED_ROWS;
    }
    return switch (spec.outDtype()) {
      case FP8_E4M3 -> new Tolerance(5e-2, ULPS_OF_8_BITS, precise.lse, LSE_ULPS);
      case FP8_E5M2 -> new Tolerance(1e-1, ULPS_OF_8_BITS, precise.lse, LSE_ULPS);
      case FP16, BF16, FP32, INT8 -> precise;
    };
  }
}
