package dev.pagen.emulator.isa;

import java.math.BigInteger;

/**
 * {@code v_trig_preop_f64}: 53 bits of 2/pi from a place that the exponent of the argument decides,
 * for argument reduction of large doubles. Source: AMD's CDNA 3 ISA document.
 */
final class TrigPreop {
  private static final int BITS = 1201;
  private static final int GUARD_BITS = 64;

  /** The first 1201 bits of 2/pi after the binary point. */
  private static final BigInteger TWO_OVER_PI = twoOverPi();

  private TrigPreop() {}

  static double segment(double x, int segment) {
    int exponent = (int) (Double.doubleToRawLongBits(x) >>> 52) & 0x7ff;
    int shift = (segment & 31) * 53 + Math.max(0, exponent - 1077);
    BigInteger bits =
        TWO_OVER_PI.shiftLeft(shift).shiftRight(BITS - 53).and(BigInteger.valueOf((1L << 53) - 1));
    int scale = -53 - shift + (exponent >= 1968 ? 128 : 0);
    return Math.scalb(bits.doubleValue(), scale);
  }

  /** By Machin's formula: pi / 4 = 4 atan(1/5) - atan(1/239). */
  private static BigInteger twoOverPi() {
    int precision = BITS + GUARD_BITS;
    BigInteger quarter =
        arctangentOfInverse(5, precision)
            .shiftLeft(2)
            .subtract(arctangentOfInverse(239, precision));
    BigInteger one = BigInteger.ONE.shiftLeft(precision);
    // 2 / pi = (1/2) / (pi/4)
    return one.shiftLeft(precision - 1).divide(quarter).shiftRight(GUARD_BITS);
  }

  private static BigInteger arctangentOfInverse(int x, int precision) {
    BigInteger square = BigInteger.valueOf((long) x * x);
    BigInteger power = BigInteger.ONE.shiftLeft(precision).divide(BigInteger.valueOf(x));
    BigInteger sum = BigInteger.ZERO;
    for (int n = 1; power.signum() != 0; n += 2) {
      BigInteger term = power.divide(BigInteger.valueOf(n));
      sum = n % 4 == 1 ? sum.add(term) : sum.subtract(term);
      power = power.divide(square);
    }
    return sum;
  }
}
