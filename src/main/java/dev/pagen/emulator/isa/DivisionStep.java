package dev.pagen.emulator.isa;

import java.math.BigDecimal;

/**
 * {@code v_div_fmas}: {@code remainder * reciprocal + quotient}, scaled back where {@code
 * v_div_scale} scaled one operand, and rounded once.
 *
 * <p>Source: the RDNA 3 ISA document: a factor of 2^64 or 2^-64 (2^128 or 2^-128 for doubles) by
 * the size of the quotient. The CDNA 3 document says 2^32 (2^64), which does not undo {@code
 * v_div_scale}.
 */
final class DivisionStep {
  /** What reciprocal and remainder are off by, against the quotient. */
  private static final double ERROR = 0x1p-103;

  private DivisionStep() {}

  static long single(long a, long b, long c, boolean scaled, int mode) {
    float quotient = Floats.input(Floats.f32(c), mode);
    double exact =
        Floats.fmaOdd(
            Floats.input(Floats.f32(a), mode), Floats.input(Floats.f32(b), mode), quotient);
    double factor = !scaled ? 1 : Math.getExponent(quotient) > 0 ? 0x1p64 : 0x1p-64;
    float r = Floats.single(exact * factor, Floats.rounding32(mode));
    return Floats.bits(Floats.output(r, mode));
  }

  static long wide(long a, long b, long c, boolean scaled, int mode) {
    double remainder = FloatForms.in64(a, mode);
    double reciprocal = FloatForms.in64(b, mode);
    double quotient = FloatForms.in64(c, mode);
    double sum = Math.fma(remainder, reciprocal, quotient);
    if (!scaled) {
      return Floats.bits(sum);
    }
    boolean large = Math.getExponent(quotient) > 0;
    return Floats.bits(
        large ? Math.scalb(sum, 128) : scaledDown(sum, remainder, reciprocal, quotient));
  }

  /**
   * A sum between two denormals is decided by what it lost when it was rounded, lest it be rounded
   * twice. Less than the operands' own errors is nothing: the quotient lies in the middle.
   */
  private static double scaledDown(double sum, double a, double b, double c) {
    double result = Math.scalb(sum, -128);
    double beyond = sum - Math.scalb(result, 128);
    double half = Math.scalb(Double.MIN_VALUE, 127);
    if (Math.abs(beyond) != half || !Double.isFinite(sum)) {
      return result;
    }
    double lost =
        new BigDecimal(a)
            .multiply(new BigDecimal(b))
            .add(new BigDecimal(c))
            .subtract(new BigDecimal(sum))
            .doubleValue();
    if (lost == 0 || (sum != c && Math.abs(lost) < Math.abs(sum) * ERROR)) {
      return result;
    }
    return Math.scalb(sum + Math.copySign(half, lost), -128);
  }
}
