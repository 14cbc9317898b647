package dev.pagen.emulator.isa;

/**
 * Conversions between bits and values, and correctly rounded results in every rounding mode.
 *
 * <p>Rounding modes are MODE's: 0 nearest even, 1 towards plus infinity, 2 towards minus infinity,
 * 3 towards zero. Sums and fused products are first computed in double rounded to odd, which makes
 * the second rounding to 32 or 16 bits exact (Boldo and Melquiond, "Emulation of FMA and correctly
 * rounded sums: proved algorithms using rounding to odd").
 */
final class Floats {
  static final int DENORMALS_F32 = 0x30;
  static final int DENORMALS_F16 = 0xc0;

  private Floats() {}

  static float f32(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  static double f64(long bits) {
    return Double.longBitsToDouble(bits);
  }

  static float f16(long bits) {
    return Float.float16ToFloat((short) bits);
  }

  static float bf16(long bits) {
    return Float.intBitsToFloat((int) bits << 16);
  }

  static long bits(float value) {
    return Float.floatToRawIntBits(value) & 0xffff_ffffL;
  }

  static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  /** The exponent of a finite number other than zero, denormal ones as if there were no limit. */
  static int exponent(double x) {
    return Math.abs(x) < Double.MIN_NORMAL
        ? Math.getExponent(x * 0x1p64) - 64
        : Math.getExponent(x);
  }

  /** a + b, rounded to odd. */
  static double addOdd(double a, double b) {
    double sum = a + b;
    double bb = sum - a;
    double error = (a - (sum - bb)) + (b - bb);
    return odd(sum, error);
  }

  /** a * b + c with one rounding, to odd. */
  static double fmaOdd(double a, double b, double c) {
    double product = a * b;
    double low = Math.fma(a, b, -product);
    if (low == 0 || Double.isNaN(low)) {
      return addOdd(product, c);
    }
    double sum = product + c;
    double bb = sum - product;
    double error = (product - (sum - bb)) + (c - bb);
    return odd(sum, error + low);
  }

  /** The value {@code sum + error}, rounded to odd; error is small against sum. */
  private static double odd(double sum, double error) {
    if (error == 0 || Double.isNaN(error) || Double.isInfinite(sum)) {
      return sum;
    }
    long bits = Double.doubleToRawLongBits(sum);
    if ((bits & 1) != 0) {
      return sum;
    }
    boolean grows = error > 0 == sum > 0;
    return Double.longBitsToDouble(grows ? bits + 1 : bits - 1);
  }

  /** Rounds to 32 bits. */
  static float single(double value, int rounding) {
    float nearest = (float) value;
    if (rounding == 0 || nearest == value || Double.isNaN(value)) {
      return nearest;
    }
    boolean tooHigh = nearest > value;
    boolean wantsLower = rounding == 2 || (rounding == 3 && value > 0);
    if (tooHigh == wantsLower) {
      return wantsLower ? Math.nextDown(nearest) : Math.nextUp(nearest);
    }
    return nearest;
  }

  /** Rounds to the 16 bits of IEEE half precision. */
  static long half(double value, int rounding) {
    if (Double.isNaN(value)) {
      return Nan.converted(bits(value), ValueType.F64, ValueType.F16);
    }
    float odd = singleOdd(value);
    short nearest = Float.floatToFloat16(odd);
    double back = Float.float16ToFloat(nearest);
    if (rounding == 0 || back == value) {
      return nearest & 0xffff;
    }
    boolean tooHigh = back > value;
    boolean wantsLower = rounding == 2 || (rounding == 3 && value > 0);
    if (tooHigh != wantsLower) {
      return nearest & 0xffff;
    }
    return step16(nearest & 0xffff, wantsLower, value < 0);
  }

  /** Rounds to the 16 bits of bfloat16. */
  static long brain(double value, int rounding) {
    if (Double.isNaN(value)) {
      return Nan.converted(bits(value), ValueType.F64, ValueType.BF16);
    }
    int bits = Float.floatToRawIntBits(singleOdd(value));
    int low = bits & 0xffff;
    int cut = bits >>> 16;
    boolean up =
        switch (rounding) {
          case 0 -> low > 0x8000 || (low == 0x8000 && (cut & 1) == 1);
          case 1 -> low != 0 && bits > 0;
          case 2 -> low != 0 && bits < 0;
          default -> false;
        };
    return (cut + (up ? 1L : 0)) & 0xffff;
  }

  private static long step16(int bits, boolean down, boolean negative) {
    if ((bits & 0x7fff) == 0) {
      return down ? 0x8001 : 1;
    }
    boolean shrinks = down != negative;
    return (shrinks ? bits - 1 : bits + 1) & 0xffff;
  }

  /** Rounds to 32 bits, to odd. */
  private static float singleOdd(double value) {
    float zero = single(value, 3);
    if (zero == value) {
      return zero;
    }
    return Float.intBitsToFloat(Float.floatToRawIntBits(zero) | 1);
  }

  /** A 32-bit denormal becomes zero of its sign. */
  static float flush(float x) {
    return Math.abs(x) < Float.MIN_NORMAL ? Math.copySign(0f, x) : x;
  }

  /** A 16-bit denormal becomes zero of its sign. */
  static long flush16(long bits) {
    return (bits & 0x7c00) == 0 ? bits & 0x8000 : bits;
  }

  /** MODE's rounding of 32-bit results. */
  static int rounding32(int mode) {
    return mode & 3;
  }

  /** MODE's rounding of 16- and 64-bit results. */
  static int rounding16(int mode) {
    return mode >> 2 & 3;
  }

  /** Flushes a 32-bit source if MODE says so. */
  static float input(float x, int mode) {
    return (mode & 0x10) == 0 ? flush(x) : x;
  }

  /** Flushes a 32-bit result if MODE says so. */
  static float output(float x, int mode) {
    return (mode & 0x20) == 0 ? flush(x) : x;
  }
}
