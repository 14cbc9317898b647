package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B16;
import static dev.pagen.emulator.isa.ValueType.B32;
import static dev.pagen.emulator.isa.ValueType.F16;
import static dev.pagen.emulator.isa.ValueType.F32;
import static dev.pagen.emulator.isa.ValueType.F64;

import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.spec.Target;

/**
 * Floating-point instructions of the vector unit, IEEE rounded as MODE says. Source: AMD's CDNA 3
 * and 4 ISA documents.
 */
final class VectorFloat {
  private VectorFloat() {}

  static void register(InstructionTable t) {
    singles(t);
    halves(t);
    doubles(t);
    rounding(t);
    exponents(t);
    Division.register(t);
  }

  private static void singles(InstructionTable t) {
    t.add("v_add_f32", FloatForms.f2((a, b) -> a + b, Floats::addOdd));
    t.add("v_sub_f32", FloatForms.f2((a, b) -> a - b, (a, b) -> Floats.addOdd(a, -b)));
    t.add("v_subrev_f32", FloatForms.f2((a, b) -> b - a, (a, b) -> Floats.addOdd(b, -a)));
    t.add("v_mul_f32", FloatForms.f2((a, b) -> a * b, (a, b) -> a * b));
    t.add("v_mul_legacy_f32", FloatForms.f2(VectorFloat::legacy, VectorFloat::legacy));
    t.add("v_fma_f32", FloatForms.f3(Math::fma, Floats::fmaOdd));
    t.add("v_fmac_f32", FloatForms.accumulating(FloatForms.f3(Math::fma, Floats::fmaOdd)));
    t.add("v_fmaak_f32", FloatForms.f3(Math::fma, Floats::fmaOdd));
    t.add("v_fmamk_f32", FloatForms.f3(Math::fma, Floats::fmaOdd));
    t.add("v_mad_f32", FloatForms.f3(VectorFloat::mad, VectorFloat::mad));
    t.add("v_mac_f32", FloatForms.accumulating(FloatForms.f3(VectorFloat::mad, VectorFloat::mad)));
    t.add("v_madak_f32", FloatForms.f3(VectorFloat::mad, VectorFloat::mad));
    t.add("v_madmk_f32", FloatForms.f3(VectorFloat::mad, VectorFloat::mad));
    if (t.target() == Target.GFX90A) {
      t.add("v_mad_legacy_f32", FloatForms.f3(VectorFloat::madLegacy, VectorFloat::mad));
    }
  }

  private static void halves(InstructionTable t) {
    t.add("v_add_f16", FloatForms.h2(Floats::addOdd));
    t.add("v_sub_f16", FloatForms.h2((a, b) -> a - b));
    t.add("v_subrev_f16", FloatForms.h2((a, b) -> b - a));
    t.add("v_mul_f16", FloatForms.h2((a, b) -> a * b));
    t.add("v_fma_f16", FloatForms.h3(Floats::fmaOdd).keepingHighHalf());
    t.add("v_fma_legacy_f16", FloatForms.h3(Floats::fmaOdd));
    WideForm mad = WideForm.of(VectorFloat::madHalf, F16, F16, F16, F16);
    t.add("v_mad_f16", mad.keepingHighHalf());
    t.add("v_mad_legacy_f16", mad);
    t.add("v_madmk_f16", mad);
    t.add("v_madak_f16", mad);
    t.add("v_fmac_f16", FloatForms.accumulating(FloatForms.h3(Floats::fmaOdd)));
    t.add("v_mac_f16", FloatForms.accumulating(mad));
  }

  private static void doubles(InstructionTable t) {
    t.add("v_add_f64", FloatForms.d2((a, b) -> a + b));
    t.add("v_mul_f64", FloatForms.d2((a, b) -> a * b));
    t.add("v_fma_f64", FloatForms.d3(Math::fma));
    t.add("v_fmac_f64", FloatForms.accumulating(FloatForms.d3(Math::fma)));
  }

  private static void rounding(InstructionTable t) {
    t.add("v_trunc_f32", FloatForms.f1(VectorFloat::truncate));
    t.add("v_ceil_f32", FloatForms.f1(a -> (float) Math.ceil(a)));
    t.add("v_floor_f32", FloatForms.f1(a -> (float) Math.floor(a)));
    t.add("v_rndne_f32", FloatForms.f1(a -> (float) Math.rint(a)));
    t.add("v_fract_f32", WideForm.of((a, b, c, m) -> fraction(a, m), F32, F32));
    t.add("v_trunc_f16", FloatForms.h1(a -> truncate((float) a)));
    t.add("v_ceil_f16", FloatForms.h1(Math::ceil));
    t.add("v_floor_f16", FloatForms.h1(Math::floor));
    t.add("v_rndne_f16", FloatForms.h1(Math::rint));
    t.add("v_fract_f16", FloatForms.h1(a -> Math.min(a - Math.floor(a), 0x0.ffep0)));
    t.add("v_trunc_f64", FloatForms.d1(a -> a < 0 ? Math.ceil(a) : Math.floor(a)));
    t.add("v_ceil_f64", FloatForms.d1(Math::ceil));
    t.add("v_floor_f64", FloatForms.d1(Math::floor));
    t.add("v_rndne_f64", FloatForms.d1(Math::rint));
    t.add("v_fract_f64", FloatForms.d1(a -> Math.min(a - Math.floor(a), 0x0.fffffffffffff8p0)));
  }

  private static void exponents(InstructionTable t) {
    t.add("v_frexp_mant_f32", FloatForms.f1(a -> (float) mantissa(a)));
    t.add("v_frexp_mant_f64", FloatForms.d1(VectorFloat::mantissa));
    t.add("v_frexp_mant_f16", FloatForms.h1(VectorFloat::mantissa));
    t.add(
        "v_frexp_exp_i32_f32",
        WideForm.of((a, b, c, m) -> exponent(Floats.input(Floats.f32(a), m)), B32, F32));
    t.add(
        "v_frexp_exp_i32_f64",
        WideForm.of((a, b, c, m) -> exponent(FloatForms.in64(a, m)), B32, F64));
    t.add(
        "v_frexp_exp_i16_f16",
        WideForm.of((a, b, c, m) -> exponent(FloatForms.in16(a, m)), B16, F16));
    t.add(
        "v_ldexp_f32",
        WideForm.of(
            (a, b, c, m) -> {
              float x = Floats.input(Floats.f32(a), m);
              return Floats.bits(
                  Floats.output(Floats.single(scale(x, (int) b), Floats.rounding32(m)), m));
            },
            F32,
            F32,
            B32));
    t.add(
        "v_ldexp_f64",
        WideForm.of(
            (a, b, c, m) -> Floats.bits(Math.scalb(FloatForms.in64(a, m), (int) b)),
            F64,
            F64,
            B32));
    t.add(
        "v_ldexp_f16",
        WideForm.of(
            (a, b, c, m) -> FloatForms.half(scale(FloatForms.in16(a, m), (short) b), m),
            F16,
            F16,
            B16));
  }

  /** Exact in double for every 16- and 32-bit value within the exponents that matter. */
  private static double scale(double x, int exponent) {
    return x * Math.scalb(1.0, Math.clamp(exponent, -600, 600));
  }

  private static double mantissa(double a) {
    return isFraction(a) ? Math.scalb(a, -exponent(a)) : a;
  }

  private static int exponent(double a) {
    return isFraction(a) ? Floats.exponent(a) + 1 : 0;
  }

  private static boolean isFraction(double a) {
    return a != 0 && Double.isFinite(a);
  }

  private static float truncate(float a) {
    return (float) (a < 0 ? Math.ceil(a) : Math.floor(a));
  }

  /** The result stays below 1, as LLVM folds it, where the document's difference rounds up to 1. */
  private static long fraction(long bits, int mode) {
    float x = Floats.input(Floats.f32(bits), mode);
    float difference = Floats.single(Floats.addOdd(x, -Math.floor(x)), Floats.rounding32(mode));
    return Floats.bits(Floats.output(Math.min(difference, 0x0.ffffffp0f), mode));
  }

  private static float legacy(float a, float b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }

  private static double legacy(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }

  /** Two roundings; this instruction flushes denormals whatever MODE says. */
  private static float mad(float a, float b, float c) {
    return Floats.flush(Floats.flush(Floats.flush(a) * Floats.flush(b)) + Floats.flush(c));
  }

  private static float madLegacy(float a, float b, float c) {
    boolean zero = Floats.flush(a) == 0 || Floats.flush(b) == 0;
    return zero ? Floats.flush(c) : mad(a, b, c);
  }

  private static double mad(double a, double b, double c) {
    throw new UnmodelledException(
        "v_mad_f32 in a rounding or denormal mode other than the default");
  }

  private static long madHalf(long a, long b, long c, int mode) {
    double exact = FloatForms.in16(a, mode) * FloatForms.in16(b, mode);
    long product = Floats.half(exact, Floats.rounding16(mode));
    return FloatForms.half(Floats.f16(product) + FloatForms.in16(c, mode), mode);
  }
}
