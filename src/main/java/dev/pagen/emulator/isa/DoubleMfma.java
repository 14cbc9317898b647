package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;

/**
 * The 64-bit matrix instructions: 16x16x4, and four blocks of 4x4x4. A lane holds one element of A
 * and of B; blgp's bits negate A, B and C. Products are summed by fused steps in ascending k. There
 * is one NaN (EMU-135).
 */
final class DoubleMfma {
  private DoubleMfma() {}

  static void register(InstructionTable t) {
    boolean old = t.target() == Target.GFX90A;
    t.add("v_mfma_f64_16x16x4" + (old ? "f64" : "_f64"), d -> bind(d, 16, 1));
    t.add("v_mfma_f64_4x4x4" + (old ? "f64" : "_4b_f64"), d -> bind(d, 4, 4));
  }

  private static Operation bind(Decoding d, int size, int blocks) {
    int to = d.vector(0) * Wave.LANES;
    int a = d.vector(1) * Wave.LANES;
    int b = d.vector(2) * Wave.LANES;
    Operand operand = d.operand(3);
    double constant = operand.isVector() ? 0 : Floats.f64(ValueType.F64.constant(operand.name()));
    int c = operand.isVector() ? operand.index() * Wave.LANES : -1;
    int negated = negations(d);
    int perLane = size * size * blocks / Wave.LANES;
    return wave -> {
      double[] results = new double[perLane * Wave.LANES];
      for (int r = 0; r < perLane; r++) {
        for (int lane = 0; lane < Wave.LANES; lane++) {
          int column = lane % size;
          int block = lane / size % blocks;
          int row = blocks == 1 ? 4 * r + lane / 16 : lane / 16;
          double sum = c < 0 ? constant : read(wave.v, c + 2 * r * Wave.LANES, lane);
          sum = (negated & 4) != 0 ? -sum : sum;
          for (int k = 0; k < 4; k++) {
            int first = 16 * k + block * size;
            double x = read(wave.v, a, first + row);
            double y = read(wave.v, b, first + column);
            x = (negated & 1) != 0 ? -x : x;
            sum = Math.fma(x, (negated & 2) != 0 ? -y : y, sum);
          }
          results[r * Wave.LANES + lane] = sum;
        }
      }
      for (int i = 0; i < results.length; i++) {
        long bits = Double.doubleToLongBits(results[i]);
        int at = to + i / Wave.LANES * 2 * Wave.LANES + i % Wave.LANES;
        wave.v[at] = (int) bits;
        wave.v[at + Wave.LANES] = (int) (bits >>> 32);
      }
    };
  }

  private static int negations(Decoding d) {
    Modifiers m = d.modifiers();
    int fromList =
        m.element("neg", 0, 0) | m.element("neg", 1, 0) << 1 | m.element("neg", 2, 0) << 2;
    return m.integer("blgp", fromList);
  }

  private static double read(int[] v, int register, int lane) {
    long low = v[register + lane] & 0xffff_ffffL;
    return Floats.f64(low | (long) v[register + Wave.LANES + lane] << 32);
  }
}
