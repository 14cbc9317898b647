package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.MfmaElement.F32;
import static dev.pagen.emulator.isa.MfmaElement.I8;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.spec.Target;

/**
 * Matrix multiply-accumulate. EXEC is ignored. An element of D is C plus all K products, summed in
 * double in ascending k and rounded once to 32 bits: hardware's order and intermediate roundings
 * are not published in full, so its last bits may differ. Every NaN is the same one (EMU-135).
 * Integer forms are exact and wrap.
 */
final class Mfma {
  private Mfma() {}

  static void register(InstructionTable t) {
    Target target = t.target();
    MfmaElement f16 = MfmaElement.f16(target);
    MfmaElement bf16 = MfmaElement.bf16(target);
    floats(t, f16, "f16", "f16", 4);
    if (target == Target.GFX90A) {
      // The first generation takes two bf16 values per lane; the _1k forms take four.
      floats(t, bf16, "bf16", "bf16", 2);
      floats(t, bf16, "bf16_1k", "bf16", 4);
    } else {
      floats(t, bf16, "bf16", "bf16", 4);
    }
    floats(t, F32, "f32", "f32", 1);
    if (target == Target.GFX942) {
      add(t, "v_mfma_f32_16x16x8_xf32", 16, 8, 1, MfmaElement.XF32);
      add(t, "v_mfma_f32_32x32x4_xf32", 32, 4, 1, MfmaElement.XF32);
    }
    if (target == Target.GFX950) {
      add(t, "v_mfma_f32_16x16x32_f16", 16, 32, 1, f16);
      add(t, "v_mfma_f32_32x32x16_f16", 32, 16, 1, f16);
      add(t, "v_mfma_f32_16x16x32_bf16", 16, 32, 1, bf16);
      add(t, "v_mfma_f32_32x32x16_bf16", 32, 16, 1, bf16);
      ScaledMfma.register(t);
    }
    if (target != Target.GFX90A) {
      eightBits(t, target);
    }
    integers(t, target);
    DoubleMfma.register(t);
    SparseMfma.register(t);
  }

  /** The five shapes of a format with {@code perLane} values in a lane; two spellings each. */
  private static void floats(
      InstructionTable t, MfmaElement e, String suffix, String newSuffix, int perLane) {
    boolean old = t.target() == Target.GFX90A;
    String s = old ? suffix : "_" + newSuffix;
    String s4 = old ? suffix : "_4b_" + newSuffix;
    String s2 = old ? suffix : "_2b_" + newSuffix;
    String s16 = old ? suffix : "_16b_" + newSuffix;
    add(t, "v_mfma_f32_32x32x" + perLane + s2, 32, perLane, 2, e);
    add(t, "v_mfma_f32_16x16x" + perLane + s4, 16, perLane, 4, e);
    add(t, "v_mfma_f32_4x4x" + perLane + s16, 4, perLane, 16, e);
    add(t, "v_mfma_f32_32x32x" + 2 * perLane + s, 32, 2 * perLane, 1, e);
    add(t, "v_mfma_f32_16x16x" + 4 * perLane + s, 16, 4 * perLane, 1, e);
  }

  private static void eightBits(InstructionTable t, Target target) {
    MfmaElement fp8 = MfmaElement.of(SmallFloat.fp8(target));
    MfmaElement bf8 = MfmaElement.of(SmallFloat.bf8(target));
    for (String a : new String[] {"fp8", "bf8"}) {
      for (String b : new String[] {"fp8", "bf8"}) {
        MfmaElement x = a.equals("fp8") ? fp8 : bf8;
        MfmaElement y = b.equals("fp8") ? fp8 : bf8;
        String types = a + "_" + b;
        t.add(
            "v_mfma_f32_16x16x32_" + types,
            d -> floatOperation(d, new MfmaShape(16, 16, 32, 1), x, y));
        t.add(
            "v_mfma_f32_32x32x16_" + types,
            d -> floatOperation(d, new MfmaShape(32, 32, 16, 1), x, y));
      }
    }
  }

  private static void integers(InstructionTable t, Target target) {
    boolean old = target == Target.GFX90A;
    integer(t, "v_mfma_i32_32x32x4" + (old ? "i8" : "_2b_i8"), 32, 4, 2);
    integer(t, "v_mfma_i32_16x16x4" + (old ? "i8" : "_4b_i8"), 16, 4, 4);
    integer(t, "v_mfma_i32_4x4x4" + (old ? "i8" : "_16b_i8"), 4, 4, 16);
    if (old) {
      integer(t, "v_mfma_i32_32x32x8i8", 32, 8, 1);
      integer(t, "v_mfma_i32_16x16x16i8", 16, 16, 1);
    } else {
      integer(t, "v_mfma_i32_32x32x16_i8", 32, 16, 1);
      integer(t, "v_mfma_i32_16x16x32_i8", 16, 32, 1);
    }
    if (target == Target.GFX950) {
      integer(t, "v_mfma_i32_32x32x32_i8", 32, 32, 1);
      integer(t, "v_mfma_i32_16x16x64_i8", 16, 64, 1);
    }
  }

  private static void add(
      InstructionTable t, String name, int size, int k, int blocks, MfmaElement e) {
    MfmaShape shape = new MfmaShape(size, size, k, blocks);
    t.add(name, d -> floatOperation(d, shape, e, e));
  }

  private static void integer(InstructionTable t, String name, int size, int k, int blocks) {
    MfmaShape shape = new MfmaShape(size, size, k, blocks);
    t.add(name, d -> MfmaOperation.of(d, shape, I8, I8, true)::execute);
  }

  private static Operation floatOperation(
      Decoding d, MfmaShape shape, MfmaElement a, MfmaElement b) {
    return MfmaOperation.of(d, shape, a, b, false)::execute;
  }
}
