package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;

/**
 * Sparse matrix instructions, from gfx942 on: of every four values along K, A holds two, and the
 * index register which. D is the accumulator too. Source: AMD's CDNA 3 and 4 ISA documents.
 */
final class SparseMfma {
  private SparseMfma() {}

  static void register(InstructionTable t) {
    if (t.target() == Target.GFX90A) {
      return;
    }
    MfmaElement f16 = MfmaElement.f16(t.target());
    MfmaElement bf16 = MfmaElement.bf16(t.target());
    MfmaElement fp8 = MfmaElement.of(SmallFloat.fp8(t.target()));
    MfmaElement bf8 = MfmaElement.of(SmallFloat.bf8(t.target()));
    add(t, "f32", "f16", f16, f16);
    add(t, "f32", "bf16", bf16, bf16);
    add(t, "i32", "i8", MfmaElement.I8, MfmaElement.I8);
    add(t, "f32", "fp8_fp8", fp8, fp8);
    add(t, "f32", "fp8_bf8", fp8, bf8);
    add(t, "f32", "bf8_fp8", bf8, fp8);
    add(t, "f32", "bf8_bf8", bf8, bf8);
  }

  /** Two shapes, in which A takes two registers, and on gfx950 two more, in which it takes four. */
  private static void add(
      InstructionTable t, String result, String types, MfmaElement a, MfmaElement b) {
    int most = t.target() == Target.GFX950 ? 4 : 2;
    for (int registers = 2; registers <= most; registers += 2) {
      for (int m = 16; m <= 32; m += 16) {
        int kept = registers * 32 / a.bits() * Wave.LANES / m;
        MfmaShape shape = new MfmaShape(m, m, 2 * kept, 1);
        t.add(
            "v_smfmac_%s_%dx%dx%d_%s".formatted(result, m, m, shape.k(), types),
            d -> new SparseOperation(d, shape, a, b, result.equals("i32"))::execute);
      }
    }
  }
}
