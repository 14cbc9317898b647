package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.emulator.machine.Wave;
import java.util.List;

/**
 * gfx950's matrix instructions on 8-, 6- and 4-bit formats, in any combination, with or without a
 * scale (an 8-bit power of two) for every 32 elements of K. Lane {@code row + m * block} holds the
 * scale of a row's k from {@code 32 * block} on, whatever lanes hold those elements ({@link
 * MfmaShape#k}). Source: Composable Kernel's test of these instructions.
 */
final class ScaledMfma {
  private static final int BLOCK = 32;
  private static final int SCALE_BIAS = 127;
  private static final int SCALE_NAN = 255;

  /** Formats in the order of the codes that cbsz and blgp hold. */
  private static final List<SmallFloat> FORMATS =
      List.of(SmallFloat.E4M3, SmallFloat.E5M2, SmallFloat.E2M3, SmallFloat.E3M2, SmallFloat.E2M1);

  private ScaledMfma() {}

  static void register(InstructionTable t) {
    MfmaShape square16 = new MfmaShape(16, 16, 128, 1);
    MfmaShape square32 = new MfmaShape(32, 32, 64, 1);
    t.add("v_mfma_f32_16x16x128_f8f6f4", d -> bind(d, square16, false));
    t.add("v_mfma_f32_32x32x64_f8f6f4", d -> bind(d, square32, false));
    t.add("v_mfma_scale_f32_16x16x128_f8f6f4", d -> bind(d, square16, true));
    t.add("v_mfma_scale_f32_32x32x64_f8f6f4", d -> bind(d, square32, true));
  }

  private static Operation bind(Decoding d, MfmaShape shape, boolean scaled) {
    SmallFloat a = format(d, "cbsz");
    SmallFloat b = format(d, "blgp");
    MfmaOperation.Scaling scaling = scaled ? scaling(d, shape) : (wave, rows, columns) -> {};
    MfmaElement x = MfmaElement.of(a);
    MfmaElement y = MfmaElement.of(b);
    return MfmaOperation.scaled(d, shape, x, y, scaling)::execute;
  }

  private static SmallFloat format(Decoding d, String modifier) {
    int code = d.modifiers().integer(modifier, 0);
    if (code >= FORMATS.size()) {
      throw new UnmodelledException(modifier + " " + code);
    }
    return FORMATS.get(code);
  }

  /** The scale sources are operands 4 and 5; op_sel_hi and op_sel name the byte in them. */
  private static MfmaOperation.Scaling scaling(Decoding d, MfmaShape shape) {
    LaneSource a = scales(d, 4);
    LaneSource b = scales(d, 5);
    int aShift = 8 * byteOf(d, 0);
    int bShift = 8 * byteOf(d, 1);
    int m = shape.m();
    int k = shape.k();
    return (wave, rows, columns) -> {
      int[] x = a.fetch(wave, wave.t0);
      int[] y = b.fetch(wave, wave.t1);
      for (int lane = 0; lane < Wave.LANES; lane++) {
        int row = lane % m;
        int first = lane / m * BLOCK;
        double aScale = scale(x[a.base + lane] >>> aShift & 0xff);
        double bScale = scale(y[b.base + lane] >>> bShift & 0xff);
        for (int i = 0; i < BLOCK; i++) {
          rows[row * k + first + i] *= aScale;
          columns[row * k + first + i] *= bScale;
        }
      }
    };
  }

  private static LaneSource scales(Decoding d, int operand) {
    if (!d.operand(operand).isVector()) {
      throw new UnmodelledException("a scale that is no vector register");
    }
    return d.raw(d.operand(operand), ValueType.B32, 0);
  }

  private static int byteOf(Decoding d, int source) {
    Modifiers m = d.modifiers();
    return m.element("op_sel", source, 0) + 2 * m.element("op_sel_hi", source, 0);
  }

  private static double scale(int code) {
    return code == SCALE_NAN ? Double.NaN : Math.scalb(1.0, code - SCALE_BIAS);
  }
}
