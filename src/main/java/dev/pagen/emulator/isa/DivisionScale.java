package dev.pagen.emulator.isa;

/**
 * Which operand of a division {@code v_div_scale} scales, and whether the quotient then has to be
 * scaled back: every step of the sequence that LLVM emits must stay exact enough for the quotient
 * to be the one that IEEE 754 asks for.
 *
 * <p>Source: AMD's CDNA 3 ISA document, but for two lines with which no sequence gives IEEE's
 * quotients. Where the denominator's reciprocal and the quotient are both denormal, the document
 * scales the denominator up, out of range; here it goes down, as in the line after that one. And
 * 32-bit numerators are tiny up to an exponent of 24, not 23: a remainder of 2 * 23 bits below the
 * numerator's has to be above the smallest denormal, as the document's 53 has it for doubles.
 *
 * @param smallest exponent of the smallest normal number
 * @param digits binary digits of a number
 * @param shift exponent of the scale
 * @param far a quotient with this exponent or a larger one is scaled down
 * @param tiny largest biased exponent of numerators whose remainders would be lost
 */
record DivisionScale(int smallest, int digits, int shift, int far, int tiny) {
  static final DivisionScale SINGLE =
      new DivisionScale(Float.MIN_EXPONENT, Float.PRECISION, 64, 96, 24);
  static final DivisionScale WIDE =
      new DivisionScale(Double.MIN_EXPONENT, Double.PRECISION, 128, 768, 53);

  /** What is scaled, and by which power of two; the quotient of a scaled operand is flagged. */
  private enum Scaled {
    NOTHING,
    BOTH,
    DENOMINATOR,
    NUMERATOR
  }

  private record Choice(Scaled scaled, int by) {}

  /** Operand {@code x}, which is the denominator or the numerator, scaled. */
  double value(double x, double denominator, double numerator) {
    if (numerator == 0 || denominator == 0) {
      return Double.NaN;
    }
    Choice choice = choice(denominator, numerator);
    boolean scales =
        switch (choice.scaled) {
          case NOTHING -> false;
          case BOTH -> true;
          case DENOMINATOR -> x == denominator;
          case NUMERATOR -> x == numerator;
        };
    return scales ? Math.scalb(x, choice.by) : x;
  }

  /** Whether {@code v_div_fmas} has to scale the quotient back. */
  boolean flag(double denominator, double numerator) {
    if (numerator == 0 || denominator == 0) {
      return false;
    }
    Scaled scaled = choice(denominator, numerator).scaled;
    return scaled == Scaled.DENOMINATOR || scaled == Scaled.NUMERATOR;
  }

  private Choice choice(double denominator, double numerator) {
    boolean tinyReciprocal = below(1, denominator);
    boolean tinyQuotient = below(numerator, denominator);
    if (biased(numerator) - biased(denominator) >= far) {
      return new Choice(Scaled.DENOMINATOR, shift);
    } else if (biased(denominator) == 0) {
      return new Choice(Scaled.BOTH, shift);
    } else if (tinyReciprocal && tinyQuotient) {
      return new Choice(Scaled.DENOMINATOR, -shift);
    } else if (tinyReciprocal) {
      return new Choice(Scaled.BOTH, -shift);
    } else if (tinyQuotient) {
      return new Choice(Scaled.NUMERATOR, shift);
    }
    return biased(numerator) <= tiny
        ? new Choice(Scaled.BOTH, shift)
        : new Choice(Scaled.NOTHING, 0);
  }

  /** Whether the quotient is larger than every number of this width, and not about as large. */
  boolean overflows(double denominator, double numerator) {
    return Floats.exponent(numerator) - Floats.exponent(denominator) >= 3 - smallest;
  }

  /** Whether the quotient is less than half of the smallest denormal. */
  boolean underflows(double denominator, double numerator) {
    return biased(numerator) - biased(denominator) < smallest - digits;
  }

  /** The exponent's field: 0 for denormals. */
  private int biased(double x) {
    return Math.max(0, Floats.exponent(x) - smallest + 1);
  }

  /** Whether the exact quotient is smaller than every normal number. */
  private boolean below(double numerator, double denominator) {
    int n = Floats.exponent(numerator);
    int d = Floats.exponent(denominator);
    boolean smallerMantissa =
        Math.abs(Math.scalb(numerator, -n)) < Math.abs(Math.scalb(denominator, -d));
    return n - d < smallest || (n - d == smallest && smallerMantissa);
  }
}
