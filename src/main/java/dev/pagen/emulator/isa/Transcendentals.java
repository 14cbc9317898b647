package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.F16;
import static dev.pagen.emulator.isa.ValueType.F32;
import static dev.pagen.emulator.isa.ValueType.F64;

/**
 * The approximating instructions. Hardware is within 1 ulp (AMD's ISA documents); here the function
 * is computed in double and rounded to nearest, so results may differ from hardware's last bit. The
 * 32-bit ones take denormal sources as zero and give zero for denormal results, whatever MODE says
 * (LLVM's lowering of these functions scales around exactly that).
 */
final class Transcendentals {
  private static final double LN2 = Math.log(2);

  private Transcendentals() {}

  static void register(InstructionTable t) {
    both(t, "exp", Transcendentals::exp2);
    both(t, "log", a -> Math.log(a) / LN2);
    both(t, "rcp", a -> 1 / a);
    both(t, "sqrt", Math::sqrt);
    both(t, "rsq", a -> 1 / Math.sqrt(a));
    both(
        t,
        "sin",
        a -> Double.isInfinite(a) ? Double.NaN : Math.sin(2 * Math.PI * (a - Math.rint(a))));
    both(
        t,
        "cos",
        a -> Double.isInfinite(a) ? Double.NaN : Math.cos(2 * Math.PI * (a - Math.rint(a))));
    t.add("v_rcp_iflag_f32", single(a -> 1 / a));
    t.add("v_exp_legacy_f32", single(Transcendentals::exp2));
    t.add("v_log_legacy_f32", single(a -> Math.log(a) / LN2));
    t.add("v_rcp_f64", wide(a -> 1 / a));
    t.add("v_sqrt_f64", wide(Math::sqrt));
    t.add("v_rsq_f64", wide(a -> 1 / Math.sqrt(a)));
    t.add(
        "v_trig_preop_f64",
        WideForm.of(
            (a, b, c, m) -> Floats.bits(TrigPreop.segment(Floats.f64(a), (int) b)),
            F64,
            F64,
            ValueType.B32));
    t.add("v_prng_b32", VectorForms.int1(Transcendentals::nextRandom));
  }

  private static void both(InstructionTable t, String name, FloatForms.D1 f) {
    t.add("v_" + name + "_f32", single(f));
    t.add("v_" + name + "_f16", half(f));
  }

  private static Binder single(FloatForms.D1 f) {
    return form(
        F32,
        (a, b, c, mode) -> Floats.bits(Floats.flush((float) f.apply(Floats.flush(Floats.f32(a))))));
  }

  private static Binder half(FloatForms.D1 f) {
    return form(F16, (a, b, c, mode) -> FloatForms.half(f.apply(FloatForms.in16(a, mode)), mode));
  }

  private static Binder wide(FloatForms.D1 f) {
    return form(F64, (a, b, c, mode) -> Floats.bits(f.apply(FloatForms.in64(a, mode))));
  }

  private static Binder form(ValueType type, LaneFunction f) {
    return WideForm.ofExact(Nan.negative(type, type).checking(f), type, type);
  }

  /** Exact for whole numbers. */
  private static double exp2(double a) {
    if (!(Math.abs(a) < -Double.MIN_EXPONENT)) {
      return Math.pow(2, a);
    }
    double whole = Math.rint(a);
    double power = Double.longBitsToDouble((long) whole + Double.MAX_EXPONENT << 52);
    return Math.exp((a - whole) * LN2) * power;
  }

  /** gfx950's linear feedback shift register step. */
  static int nextRandom(int a) {
    return a << 1 ^ (a < 0 ? 0xc5 : 0);
  }
}
