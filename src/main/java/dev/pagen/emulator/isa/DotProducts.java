package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B32;
import static dev.pagen.emulator.isa.ValueType.F32;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;

/**
 * Dot products of packed elements with an accumulator. Integer ones are exact (and saturate with
 * clamp); floating-point ones here sum in double and round once, where hardware may round between,
 * and know one NaN (EMU-135).
 */
final class DotProducts {
  private DotProducts() {}

  /** Adds the products of two packed words to an accumulator, exactly. */
  @FunctionalInterface
  interface Dot {
    long apply(int a, int b, long accumulator);
  }

  static void register(InstructionTable t) {
    signed(t, "i32_i16", (a, b, c) -> c + sum(a, b, 16, true, true));
    unsigned(t, "v_dot2_u32_u16", (a, b, c) -> c + sum(a, b, 16, false, false));
    signed(t, "i32_i8", (a, b, c) -> c + sum(a, b, 8, true, true));
    unsigned(t, "v_dot4_u32_u8", (a, b, c) -> c + sum(a, b, 8, false, false));
    signed(t, "i32_i4", (a, b, c) -> c + sum(a, b, 4, true, true));
    unsigned(t, "v_dot8_u32_u4", (a, b, c) -> c + sum(a, b, 4, false, false));
    floating(t, "v_dot2_f32_f16", "v_dot2c_f32_f16", ValueType.F16, t.target());
    if (t.target() == Target.GFX950) {
      floating(t, "v_dot2_f32_bf16", "v_dot2c_f32_bf16", ValueType.BF16, t.target());
    }
  }

  /** Registers the three-source form and the form that accumulates in the destination. */
  private static void signed(InstructionTable t, String types, Dot f) {
    int count = types.endsWith("16") ? 2 : types.endsWith("8") ? 4 : 8;
    Binder binder = integer(f, Integer.MIN_VALUE, Integer.MAX_VALUE, true);
    t.add("v_dot" + count + "_" + types, binder);
    t.add("v_dot" + count + "c_" + types, FloatForms.accumulating(binder));
  }

  private static void unsigned(InstructionTable t, String name, Dot f) {
    t.add(name, integer(f, 0, 0xffff_ffffL, false));
  }

  private static Binder integer(Dot f, long min, long max, boolean signed) {
    LaneFunction plain = (a, b, c, m) -> f.apply((int) a, (int) b, signed ? (int) c : c);
    LaneFunction clamped =
        (a, b, c, m) -> Math.clamp(f.apply((int) a, (int) b, signed ? (int) c : c), min, max);
    return d ->
        WideForm.of(d.modifiers().has("clamp") ? clamped : plain, B32, B32, B32, B32)
            .bind(d.without("clamp"));
  }

  private static void floating(
      InstructionTable t, String name, String accumulating, ValueType type, Target target) {
    Binder binder = d -> floating(d, type, target);
    t.add(name, binder);
    t.add(accumulating, FloatForms.accumulating(binder));
  }

  private static Operation floating(Decoding d, ValueType type, Target target) {
    WideSource[] low = {
      PackedMath.half(d, 1, 0, type, false), PackedMath.half(d, 2, 1, type, false)
    };
    WideSource[] high = {
      PackedMath.half(d, 1, 0, type, true), PackedMath.half(d, 2, 1, type, true)
    };
    if (d.modifiers().element("neg_lo", 2, 0) + d.modifiers().element("neg_hi", 2, 0) != 0) {
      throw new UnmodelledException("the negation of a dot product's accumulator");
    }
    WideSource accumulator = d.wide(3, 2, F32);
    WideDestination destination = d.destination(0, F32, false);
    OutputModifier output = OutputModifier.of(d.modifiers(), F32);
    LaneMask active = d.mask();
    boolean flush = target == Target.GFX90A;
    return wave -> {
      accumulator.load(wave, wave.l2);
      double[] sums = new double[Wave.LANES];
      for (int lane = 0; lane < Wave.LANES; lane++) {
        sums[lane] = Floats.f32(wave.l2[lane]);
      }
      addProducts(wave, low, type, flush, sums);
      addProducts(wave, high, type, flush, sums);
      for (int lane = 0; lane < Wave.LANES; lane++) {
        float r = (float) sums[lane];
        int bits = Float.floatToIntBits(flush ? Floats.flush(r) : r);
        wave.l0[lane] = output.apply(bits & 0xffff_ffffL, wave.mode);
      }
      destination.store(wave, wave.l0, active.of(wave));
    };
  }

  private static void addProducts(
      Wave wave, WideSource[] sources, ValueType type, boolean flush, double[] sums) {
    sources[0].load(wave, wave.l0);
    sources[1].load(wave, wave.l1);
    for (int lane = 0; lane < Wave.LANES; lane++) {
      sums[lane] += value(wave.l0[lane], type, flush) * value(wave.l1[lane], type, flush);
    }
  }

  private static double value(long bits, ValueType type, boolean flush) {
    return type == ValueType.F16
        ? Floats.f16(flush ? Floats.flush16(bits) : bits)
        : Floats.bf16(bits);
  }

  private static long sum(int a, int b, int bits, boolean aSigned, boolean bSigned) {
    long total = 0;
    for (int i = 0; i < 32; i += bits) {
      total += element(a, i, bits, aSigned) * element(b, i, bits, bSigned);
    }
    return total;
  }

  private static long element(int packed, int position, int bits, boolean signed) {
    int top = packed << (32 - bits - position);
    return signed ? top >> (32 - bits) : top >>> (32 - bits);
  }
}
