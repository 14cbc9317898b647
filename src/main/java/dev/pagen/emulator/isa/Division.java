package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B64;
import static dev.pagen.emulator.isa.ValueType.F16;
import static dev.pagen.emulator.isa.ValueType.F32;
import static dev.pagen.emulator.isa.ValueType.F64;

import dev.pagen.emulator.machine.Operation;

/**
 * The three helpers of an IEEE division: scale the operands out of trouble, a last fused step that
 * undoes the scaling, and the special cases. Source: AMD's CDNA 3 ISA document, as far as the
 * sequence comes out right with it ({@link DivisionScale}, {@link DivisionStep}).
 */
final class Division {
  /** Of no sign in Java's own arithmetic, and negative in AMD's text. */
  private static final double NEGATIVE_NAN =
      Double.longBitsToDouble(F64.signBit() | F64.infinity() | F64.quiet());

  private Division() {}

  /** A step of a division, with what VCC says of the lane. */
  @FunctionalInterface
  private interface Step {
    long apply(long a, long b, long c, boolean flag, int mode);
  }

  static void register(InstructionTable t) {
    t.add("v_div_scale_f32", d -> scale(d, F32, DivisionScale.SINGLE));
    t.add("v_div_scale_f64", d -> scale(d, F64, DivisionScale.WIDE));
    t.add("v_div_fmas_f32", d -> fmas(d, F32, DivisionStep::single));
    t.add("v_div_fmas_f64", d -> fmas(d, F64, DivisionStep::wide));
    t.add("v_div_fixup_f32", WideForm.ofExact(Division::fixup32, F32, F32, F32, F32));
    t.add("v_div_fixup_f64", WideForm.ofExact(Division::fixup64, F64, F64, F64, F64));
    WideForm half = WideForm.ofExact(Division::fixup16, F16, F16, F16, F16);
    t.add("v_div_fixup_f16", half.keepingHighHalf());
    t.add("v_div_fixup_legacy_f16", half);
  }

  private static long fixup32(long q, long denominator, long numerator, int mode) {
    float d = Floats.input(Floats.f32(denominator), mode);
    float n = Floats.input(Floats.f32(numerator), mode);
    DivisionScale range = DivisionScale.SINGLE;
    // As doubles, these two are still to be rounded.
    double estimate =
        range.overflows(d, n)
            ? Double.MAX_VALUE
            : range.underflows(d, n) ? Double.MIN_VALUE : Floats.f32(q);
    float r = Floats.single(fixup(estimate, d, n), Floats.rounding32(mode));
    return Floats.bits(Floats.output(r, mode));
  }

  private static long fixup64(long q, long denominator, long numerator, int mode) {
    double d = FloatForms.in64(denominator, mode);
    double n = FloatForms.in64(numerator, mode);
    DivisionScale range = DivisionScale.WIDE;
    double estimate =
        range.overflows(d, n)
            ? Double.POSITIVE_INFINITY
            : range.underflows(d, n) ? 0 : Floats.f64(q);
    return Floats.bits(fixup(estimate, d, n));
  }

  private static long fixup16(long q, long denominator, long numerator, int mode) {
    double d = FloatForms.in16(denominator, mode);
    double n = FloatForms.in16(numerator, mode);
    return FloatForms.half(fixup(FloatForms.in16(q, mode), d, n), mode);
  }

  /** {@code q} is the quotient found so far, of {@code numerator / denominator}. */
  static double fixup(double q, double denominator, double numerator) {
    boolean negative = (sign(denominator) ^ sign(numerator)) != 0;
    double signed = negative ? -1.0 : 1.0;
    if (Double.isNaN(numerator)) {
      return quiet(numerator);
    } else if (Double.isNaN(denominator)) {
      return quiet(denominator);
    } else if ((denominator == 0 && numerator == 0)
        || (Double.isInfinite(denominator) && Double.isInfinite(numerator))) {
      return NEGATIVE_NAN;
    } else if (denominator == 0 || Double.isInfinite(numerator)) {
      return signed * Double.POSITIVE_INFINITY;
    } else if (Double.isInfinite(denominator) || numerator == 0) {
      return signed * 0.0;
    }
    return Math.copySign(Double.isNaN(q) ? quiet(q) : q, signed);
  }

  private static double quiet(double nan) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(nan) | F64.quiet());
  }

  private static long sign(double x) {
    return Double.doubleToRawLongBits(x) >>> 63;
  }

  private static Operation scale(Decoding d, ValueType type, DivisionScale rule) {
    int flags = d.scalarRegister(1);
    WideSource a = d.wide(2, 0, type);
    WideSource b = d.wide(3, 1, type);
    WideSource c = d.wide(4, 2, type);
    WideDestination destination = d.destination(0, type, false);
    Nan nan = Nan.of(type, type, type, type);
    boolean single = type == F32;
    return wave -> {
      a.load(wave, wave.l0);
      b.load(wave, wave.l1);
      c.load(wave, wave.l2);
      long scaled = 0;
      for (long m = wave.exec(); m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        double x = value(wave.l0[lane], single, wave.mode);
        double denominator = value(wave.l1[lane], single, wave.mode);
        double numerator = value(wave.l2[lane], single, wave.mode);
        double value = rule.value(x, denominator, numerator);
        long r = single ? Floats.bits((float) value) : Floats.bits(value);
        wave.l0[lane] = nan.checked(r, wave.l0[lane], wave.l1[lane], wave.l2[lane]);
        scaled |= rule.flag(denominator, numerator) ? 1L << lane : 0;
      }
      destination.store(wave, wave.l0, wave.exec());
      wave.setPair(flags, scaled);
    };
  }

  private static double value(long bits, boolean single, int mode) {
    return single ? Floats.f32(bits) : FloatForms.in64(bits, mode);
  }

  private static Operation fmas(Decoding d, ValueType type, Step step) {
    ScalarSource vcc = ScalarSource.of(Operand.parse("vcc"), B64);
    WideSource a = d.wide(1, 0, type);
    WideSource b = d.wide(2, 1, type);
    WideSource c = d.wide(3, 2, type);
    WideDestination destination = d.destination(0, type, false);
    OutputModifier output = OutputModifier.of(d.modifiers(), type);
    Nan nan = Nan.of(type, type, type, type);
    return wave -> {
      a.load(wave, wave.l0);
      b.load(wave, wave.l1);
      c.load(wave, wave.l2);
      long scaled = vcc.get(wave);
      int mode = wave.mode;
      for (long m = wave.exec(); m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        boolean flag = (scaled >>> lane & 1) != 0;
        long x = wave.l0[lane];
        long y = wave.l1[lane];
        long z = wave.l2[lane];
        long r = nan.checked(step.apply(x, y, z, flag, mode), x, y, z);
        wave.l0[lane] = output.apply(r, mode);
      }
      destination.store(wave, wave.l0, wave.exec());
    };
  }
}
