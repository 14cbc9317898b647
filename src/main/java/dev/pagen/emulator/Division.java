package dev.pagen.emulator;

import static dev.pagen.emulator.ValueType.B64;
import static dev.pagen.emulator.ValueType.F16;
import static dev.pagen.emulator.ValueType.F32;
import static dev.pagen.emulator.ValueType.F64;

/**
 * The three helpers of an IEEE division: scale the operands out of trouble, a last fused step that
 * undoes the scaling, and the special cases.
 *
 * <p>Source: AMD's CDNA 3 ISA document for scale and fixup. For {@code v_div_fmas} that document
 * says a factor of 2^32 (2^64 for doubles), which does not undo {@code v_div_scale}'s 2^64 (2^128);
 * the RDNA 3 document's rule is used: 2^64 or 2^-64 (2^128 or 2^-128) by the size of the quotient.
 */
final class Division {
  private Division() {}

  static void register(InstructionTable t) {
    t.add("v_div_scale_f32", d -> scale(d, F32));
    t.add("v_div_scale_f64", d -> scale(d, F64));
    t.add("v_div_fmas_f32", d -> fmas(d, F32));
    t.add("v_div_fmas_f64", d -> fmas(d, F64));
    t.add(
        "v_div_fixup_f32",
        WideForm.of(
            (a, b, c, m) -> Floats.bits((float) fixup(Floats.f32(a), Floats.f32(b), Floats.f32(c))),
            F32,
            F32,
            F32,
            F32));
    t.add(
        "v_div_fixup_f64",
        WideForm.of(
            (a, b, c, m) -> Floats.bits(fixup(Floats.f64(a), Floats.f64(b), Floats.f64(c))),
            F64,
            F64,
            F64,
            F64));
    WideForm half =
        WideForm.of(
            (a, b, c, m) -> Floats.half(fixup(Floats.f16(a), Floats.f16(b), Floats.f16(c)), 0),
            F16,
            F16,
            F16,
            F16);
    t.add("v_div_fixup_f16", half.keepingHighHalf());
    t.add("v_div_fixup_legacy_f16", half);
  }

  /** {@code q} is the quotient found so far, of {@code numerator / denominator}. */
  static double fixup(double q, double denominator, double numerator) {
    boolean negative = (sign(denominator) ^ sign(numerator)) != 0;
    double signed = negative ? -1.0 : 1.0;
    if (Double.isNaN(numerator)) {
      return numerator;
    } else if (Double.isNaN(denominator)) {
      return denominator;
    } else if ((denominator == 0 && numerator == 0)
        || (Double.isInfinite(denominator) && Double.isInfinite(numerator))) {
      return -Double.NaN;
    } else if (denominator == 0 || Double.isInfinite(numerator)) {
      return signed * Double.POSITIVE_INFINITY;
    } else if (Double.isInfinite(denominator) || numerator == 0) {
      return signed * 0.0;
    }
    return Math.copySign(q, signed);
  }

  private static long sign(double x) {
    return Double.doubleToRawLongBits(x) >>> 63;
  }

  private static Operation scale(Decoding d, ValueType type) {
    int flags = d.scalarRegister(1);
    WideSource a = d.wide(2, 0, type);
    WideSource b = d.wide(3, 1, type);
    WideSource c = d.wide(4, 2, type);
    WideDestination destination = d.destination(0, type, false);
    boolean single = type == F32;
    return wave -> {
      a.load(wave, wave.l0);
      b.load(wave, wave.l1);
      c.load(wave, wave.l2);
      long scaled = 0;
      for (long m = wave.exec(); m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        long x = wave.l0[lane];
        Scaling scaling =
            single
                ? Scaling.single(
                    Floats.f32(x), Floats.f32(wave.l1[lane]), Floats.f32(wave.l2[lane]))
                : Scaling.ofDouble(
                    Floats.f64(x), Floats.f64(wave.l1[lane]), Floats.f64(wave.l2[lane]));
        double value = scaling.value();
        wave.l0[lane] = single ? Floats.bits((float) value) : Floats.bits(value);
        scaled |= scaling.flag() ? 1L << lane : 0;
      }
      destination.store(wave, wave.l0, wave.exec());
      wave.setPair(flags, scaled);
    };
  }

  private static Operation fmas(Decoding d, ValueType type) {
    boolean single = type == F32;
    ScalarSource vcc = ScalarSource.of(Operand.parse("vcc"), B64);
    WideSource a = d.wide(1, 0, type);
    WideSource b = d.wide(2, 1, type);
    WideSource c = d.wide(3, 2, type);
    WideDestination destination = d.destination(0, type, false);
    return wave -> {
      a.load(wave, wave.l0);
      b.load(wave, wave.l1);
      c.load(wave, wave.l2);
      long scaled = vcc.get(wave);
      for (long m = wave.exec(); m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        boolean unscale = (scaled >>> lane & 1) != 0;
        wave.l0[lane] =
            single
                ? fmas32(wave.l0[lane], wave.l1[lane], wave.l2[lane], unscale)
                : fmas64(wave.l0[lane], wave.l1[lane], wave.l2[lane], unscale);
      }
      destination.store(wave, wave.l0, wave.exec());
    };
  }

  private static long fmas32(long a, long b, long c, boolean unscale) {
    double exact = Floats.fmaOdd(Floats.f32(a), Floats.f32(b), Floats.f32(c));
    double factor = !unscale ? 1 : Math.getExponent(Floats.f32(c)) > 0 ? 0x1p64 : 0x1p-64;
    return Floats.bits((float) (exact * factor));
  }

  private static long fmas64(long a, long b, long c, boolean unscale) {
    double fused = Math.fma(Floats.f64(a), Floats.f64(b), Floats.f64(c));
    int shift = !unscale ? 0 : Math.getExponent(Floats.f64(c)) > 0 ? 128 : -128;
    return Floats.bits(Math.scalb(fused, shift));
  }

  /** One lane's outcome of {@code v_div_scale}: the value and whether the quotient is scaled. */
  private record Scaling(double value, boolean flag) {
    static Scaling single(float x, float denominator, float numerator) {
      if (numerator == 0 || denominator == 0) {
        return new Scaling(Double.NaN, false);
      }
      boolean isDenominator = x == denominator;
      double up = x * 0x1p64;
      boolean tinyReciprocal = Math.abs(1.0 / denominator) < Float.MIN_NORMAL;
      boolean tinyQuotient = Math.abs((double) numerator / denominator) < Float.MIN_NORMAL;
      if (biased(numerator) - biased(denominator) >= 96) {
        return new Scaling(isDenominator ? up : x, true);
      } else if (Math.abs(denominator) < Float.MIN_NORMAL) {
        return new Scaling(up, false);
      } else if (tinyReciprocal && tinyQuotient) {
        return new Scaling(isDenominator ? up : x, true);
      } else if (tinyReciprocal) {
        return new Scaling(x * 0x1p-64, false);
      } else if (tinyQuotient) {
        return new Scaling(x == numerator ? up : x, true);
      }
      return new Scaling(biased(numerator) <= 23 ? up : x, false);
    }

    static Scaling ofDouble(double x, double denominator, double numerator) {
      if (numerator == 0 || denominator == 0) {
        return new Scaling(Double.NaN, false);
      }
      boolean isDenominator = x == denominator;
      double up = x * 0x1p128;
      boolean tinyReciprocal = Math.abs(1.0 / denominator) < Double.MIN_NORMAL;
      boolean tinyQuotient = Math.abs(numerator / denominator) < Double.MIN_NORMAL;
      if (biased(numerator) - biased(denominator) >= 768) {
        return new Scaling(isDenominator ? up : x, true);
      } else if (Math.abs(denominator) < Double.MIN_NORMAL) {
        return new Scaling(up, false);
      } else if (tinyReciprocal && tinyQuotient) {
        return new Scaling(isDenominator ? up : x, true);
      } else if (tinyReciprocal) {
        return new Scaling(x * 0x1p-128, false);
      } else if (tinyQuotient) {
        return new Scaling(x == numerator ? up : x, true);
      }
      return new Scaling(biased(numerator) <= 53 ? up : x, false);
    }

    private static int biased(float x) {
      return Float.floatToRawIntBits(x) >>> 23 & 0xff;
    }

    private static int biased(double x) {
      return (int) (Double.doubleToRawLongBits(x) >>> 52) & 0x7ff;
    }
  }
}
