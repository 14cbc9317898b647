package dev.pagen.emulator.isa;

import dev.pagen.spec.Fp8Flavor;
import dev.pagen.spec.Target;

/**
 * An 8-bit or smaller floating-point format. Sources: the OCP 8-bit and microscaling formats
 * specifications; the FNUZ variants as AMD's CDNA 3 ISA document defines them.
 *
 * @param exponentBits width of the exponent
 * @param mantissaBits width of the stored mantissa
 * @param bias exponent bias
 * @param max largest finite magnitude
 * @param specials what the codes that are no finite number mean
 */
record SmallFloat(int exponentBits, int mantissaBits, int bias, double max, Specials specials) {
  /** What a format has beside finite numbers. */
  enum Specials {
    /** One NaN, at the place of minus zero; no infinity. */
    FNUZ,
    /** NaN where all bits below the sign are set; no infinity. */
    NAN_ONLY,
    /** Infinities and NaNs as in IEEE formats. */
    IEEE,
    /** Finite numbers alone. */
    NONE
  }

  static final SmallFloat E4M3_FNUZ = new SmallFloat(4, 3, 8, 240, Specials.FNUZ);
  static final SmallFloat E5M2_FNUZ = new SmallFloat(5, 2, 16, 57344, Specials.FNUZ);
  static final SmallFloat E4M3 = new SmallFloat(4, 3, 7, 448, Specials.NAN_ONLY);
  static final SmallFloat E5M2 = new SmallFloat(5, 2, 15, 57344, Specials.IEEE);
  static final SmallFloat E2M3 = new SmallFloat(2, 3, 1, 7.5, Specials.NONE);
  static final SmallFloat E3M2 = new SmallFloat(3, 2, 3, 28, Specials.NONE);
  static final SmallFloat E2M1 = new SmallFloat(2, 1, 1, 6, Specials.NONE);

  /** What the target's instructions call fp8. */
  static SmallFloat fp8(Target target) {
    return target.fp8Flavor() == Fp8Flavor.FNUZ ? E4M3_FNUZ : E4M3;
  }

  /** What the target's instructions call bf8. */
  static SmallFloat bf8(Target target) {
    return target.fp8Flavor() == Fp8Flavor.FNUZ ? E5M2_FNUZ : E5M2;
  }

  int bits() {
    return 1 + exponentBits + mantissaBits;
  }

  /** The value of a code; higher bits are ignored. */
  float decode(int code) {
    int sign = 1 << (exponentBits + mantissaBits);
    int magnitude = code & sign - 1;
    boolean negative = (code & sign) != 0;
    int mantissa = magnitude & (1 << mantissaBits) - 1;
    int exponent = magnitude >> mantissaBits;
    if (isNan(negative, magnitude)) {
      return Float.NaN;
    }
    if (specials == Specials.IEEE && exponent == (1 << exponentBits) - 1) {
      return negative ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    }
    double value =
        exponent == 0
            ? Math.scalb((double) mantissa, 1 - bias - mantissaBits)
            : Math.scalb((double) (mantissa + (1 << mantissaBits)), exponent - bias - mantissaBits);
    return (float) (negative ? -value : value);
  }

  private boolean isNan(boolean negative, int magnitude) {
    int all = (1 << (exponentBits + mantissaBits)) - 1;
    int infinity = all ^ (1 << mantissaBits) - 1;
    return switch (specials) {
      case FNUZ -> negative && magnitude == 0;
      case NAN_ONLY -> magnitude == all;
      case IEEE -> magnitude > infinity;
      case NONE -> false;
    };
  }

  /**
   * The nearest code, ties to even.
   *
   * @param saturate whether values too large give the largest finite code; else infinity, or NaN in
   *     formats that have none
   */
  int encode(double value, boolean saturate) {
    return encode(value, saturate, -1);
  }

  /**
   * As {@link #encode(double, boolean)}, but adds {@code dither} (0 to below 1, in units of the
   * last place) and cuts, where it is not negative: stochastic rounding.
   */
  int encode(double value, boolean saturate, double dither) {
    int sign = Double.doubleToRawLongBits(value) < 0 ? 1 << (exponentBits + mantissaBits) : 0;
    if (Double.isNaN(value)) {
      return nan(sign);
    }
    double magnitude = Math.abs(value);
    if (Double.isInfinite(value)) {
      return saturate && specials != Specials.IEEE ? sign | largest() : overflow(sign, saturate);
    }
    int exponent = magnitude == 0 ? 1 - bias : Math.max(Math.getExponent(magnitude), 1 - bias);
    double scaled = Math.scalb(magnitude, mantissaBits - exponent);
    long units = (long) (dither < 0 ? Math.rint(scaled) : Math.floor(scaled + dither));
    if (Math.scalb((double) units, exponent - mantissaBits) > max) {
      return overflow(sign, saturate);
    }
    // With the implicit bit in the sum, a carry out of the mantissa moves to the next exponent.
    int code = (int) units + ((exponent + bias - 1) << mantissaBits);
    return code == 0 && specials == Specials.FNUZ ? 0 : sign | code;
  }

  private int overflow(int sign, boolean saturate) {
    if (saturate || specials == Specials.NONE) {
      return sign | largest();
    }
    return specials == Specials.IEEE ? sign | infinityCode() : nan(sign);
  }

  private int largest() {
    int all = (1 << (exponentBits + mantissaBits)) - 1;
    return switch (specials) {
      case FNUZ, NONE -> all;
      case NAN_ONLY -> all - 1;
      case IEEE -> infinityCode() - 1;
    };
  }

  private int infinityCode() {
    return ((1 << exponentBits) - 1) << mantissaBits;
  }

  private int nan(int sign) {
    return switch (specials) {
      case FNUZ -> 1 << (exponentBits + mantissaBits);
      case NAN_ONLY, IEEE -> sign | (1 << (exponentBits + mantissaBits)) - 1;
      case NONE -> sign | largest();
    };
  }
}
