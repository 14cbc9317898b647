package dev.pagen.verify;

import dev.pagen.spec.Fp8Flavor;

/** An 8-bit float as the list of the numbers that its codes stand for. */
final class EightBitFloat {
  private static final int SIGN = 0x80;

  private final Fp8Flavor flavor;
  private final int mantissaBits;
  private final int minExponent;
  private final int largest;
  private final double[] values = new double[256];

  /**
   * @param mantissaBits stored ones; the exponent has the rest of the seven bits below the sign
   * @param bias of the exponent
   * @param largest code of the largest finite number
   */
  EightBitFloat(Fp8Flavor flavor, int mantissaBits, int bias, int largest) {
    this.flavor = flavor;
    this.mantissaBits = mantissaBits;
    this.minExponent = 1 - bias;
    this.largest = largest;
    int steps = 1 << mantissaBits;
    for (int code = 0; code < SIGN; code++) {
      int fraction = code % steps;
      int exponent = code / steps;
      double value =
          exponent == 0
              ? Math.scalb((double) fraction, 1 - bias - mantissaBits)
              : Math.scalb((double) steps + fraction, exponent - bias - mantissaBits);
      if (code > largest) {
        value = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
      }
      values[code] = value;
      values[SIGN | code] = -value;
    }
    if (flavor == Fp8Flavor.FNUZ) {
      values[SIGN] = Double.NaN;
    }
  }

  /** The number that the low 8 bits of {@code code} stand for. */
  double decode(int code) {
    return values[code & 0xff];
  }

  /** The nearest code, ties to even; what is too large becomes the largest finite number. */
  int encode(double value) {
    if (Double.isNaN(value)) {
      return flavor == Fp8Flavor.FNUZ ? SIGN : SIGN - 1;
    }
    int code = nearest(Math.min(Math.abs(value), values[largest]));
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    return negative && (code != 0 || flavor == Fp8Flavor.OCP) ? SIGN | code : code;
  }

  /** Codes count steps, whose size doubles with the exponent. */
  private int nearest(double magnitude) {
    int exponent = Math.max(Math.getExponent(magnitude), minExponent);
    double steps = Math.rint(magnitude * powerOfTwo(mantissaBits - exponent));
    return (exponent - minExponent << mantissaBits) + (int) steps;
  }

  private static double powerOfTwo(int exponent) {
    return Double.longBitsToDouble((long) (exponent + Double.MAX_EXPONENT) << 52);
  }
}
