package dev.pagen.emulator;

import dev.pagen.spec.Target;

/**
 * A number format of a few bits, read by the definition: OCP's formats of 8, 6 and 4 bits, and the
 * 8-bit ones of gfx942, which have no negative zero and no infinities.
 */
record SmallFormat(int exponentBits, int mantissaBits, int bias, Specials specials) {
  /** What codes stand for no finite number. */
  enum Specials {
    NONE,
    NAN_ABOVE,
    AS_IEEE,
    NAN_AS_NEGATIVE_ZERO
  }

  static final SmallFormat FP4 = new SmallFormat(2, 1, 1, Specials.NONE);
  static final SmallFormat FP6 = new SmallFormat(2, 3, 1, Specials.NONE);
  static final SmallFormat BF6 = new SmallFormat(3, 2, 3, Specials.NONE);

  static SmallFormat fp8(Target target) {
    return target == Target.GFX942
        ? new SmallFormat(4, 3, 8, Specials.NAN_AS_NEGATIVE_ZERO)
        : new SmallFormat(4, 3, 7, Specials.NAN_ABOVE);
  }

  static SmallFormat bf8(Target target) {
    return target == Target.GFX942
        ? new SmallFormat(5, 2, 16, Specials.NAN_AS_NEGATIVE_ZERO)
        : new SmallFormat(5, 2, 15, Specials.AS_IEEE);
  }

  int bits() {
    return 1 + exponentBits + mantissaBits;
  }

  float value(int code) {
    int sign = code >> bits() - 1 & 1;
    int exponent = code >> mantissaBits & (1 << exponentBits) - 1;
    int mantissa = code & (1 << mantissaBits) - 1;
    boolean last = exponent == (1 << exponentBits) - 1;
    boolean nan =
        switch (specials) {
          case NONE -> false;
          case NAN_ABOVE -> last && mantissa == (1 << mantissaBits) - 1;
          case AS_IEEE -> last && mantissa != 0;
          case NAN_AS_NEGATIVE_ZERO -> code == 1 << bits() - 1;
        };
    if (nan) {
      return Float.NaN;
    }
    float magnitude =
        last && specials == Specials.AS_IEEE
            ? Float.POSITIVE_INFINITY
            : exponent == 0
                ? Math.scalb((float) mantissa, 1 - bias - mantissaBits)
                : Math.scalb(
                    (float) (mantissa + (1 << mantissaBits)), exponent - bias - mantissaBits);
    return sign == 1 ? -magnitude : magnitude;
  }

  /** The nearest finite number's code, an even one if two are as near; zero has no sign. */
  int nearest(double x) {
    int best = 0;
    double least = Math.abs(x);
    for (int code = 1; code < 1 << bits(); code++) {
      double distance = Math.abs(value(code) - x);
      if (value(code) != 0 && (distance < least || distance == least && (code & 1) == 0)) {
        best = code;
        least = distance;
      }
    }
    return best;
  }
}
