package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B32;
import static dev.pagen.emulator.isa.ValueType.F32;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.Wave;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * Forms of vector instructions on 32-bit integers. Each has a short loop for the common encodings;
 * results that need more (clamp, output multiplier, SDWA) take the general form of {@link
 * WideForm}.
 */
final class VectorForms {
  private static final LaneSource NOTHING = LaneSource.constant(0);

  private VectorForms() {}

  static Binder int1(IntUnaryOperator f) {
    return integers(1, (a, b, c) -> f.applyAsInt(a));
  }

  static Binder int2(IntBinaryOperator f) {
    return integers(2, (a, b, c) -> f.applyAsInt(a, b));
  }

  /** As {@link #int2(IntBinaryOperator)}, with what the clamp bit makes of it. */
  static Binder int2(IntBinaryOperator f, IntBinaryOperator clamped) {
    Binder plain = int2(f);
    WideForm saturating =
        WideForm.of((a, b, c, m) -> clamped.applyAsInt((int) a, (int) b), B32, B32, B32);
    return d -> d.modifiers().has("clamp") ? saturating.bind(d.without("clamp")) : plain.bind(d);
  }

  static Binder int3(WordLoop.Function f) {
    return integers(3, f);
  }

  private static Binder integers(int sources, WordLoop.Function f) {
    ValueType[] types = new ValueType[sources];
    Arrays.fill(types, B32);
    WideForm wide = WideForm.of((a, b, c, m) -> f.apply((int) a, (int) b, (int) c), B32, types);
    Specialised<WordLoop> loop = WordLoop.of(f);
    return d -> d.plainDestination() ? words(d, sources, B32, loop.get()) : wide.bind(d);
  }

  /** An instruction whose result goes to a register as it is. */
  static Operation words(Decoding d, int sources, ValueType type, WordLoop loop) {
    int to = d.vector(0) * Wave.LANES;
    LaneSource a = d.lanes(1, 0, type);
    LaneSource b = sources > 1 ? d.lanes(2, 1, type) : NOTHING;
    LaneSource c = sources > 2 ? d.lanes(3, 2, type) : NOTHING;
    LaneMask active = d.mask();
    return wave -> {
      int[] x = a.fetch(wave, wave.t0);
      int[] y = b.fetch(wave, wave.t1);
      int[] z = c.fetch(wave, wave.t2);
      loop.run(active.of(wave), x, a.base, y, b.base, z, c.base, wave.v, to);
    };
  }

  /**
   * An instruction on floats whose results go to registers as they are. A check of each lane keeps
   * the JIT compiler from using vectors, so that results are computed without, and again with it
   * where there is a NaN among them.
   */
  static Operation floats(Decoding d, int sources, WordLoop unchecked, WordLoop checked) {
    int to = d.vector(0) * Wave.LANES;
    LaneSource a = d.lanes(1, 0, F32);
    LaneSource b = sources > 1 ? d.lanes(2, 1, F32) : NOTHING;
    LaneSource c = sources > 2 ? d.lanes(3, 2, F32) : NOTHING;
    LaneMask active = d.mask();
    return wave -> {
      int[] x = a.fetch(wave, wave.t0);
      int[] y = b.fetch(wave, wave.t1);
      int[] z = c.fetch(wave, wave.t2);
      long mask = active.of(wave);
      if (mask == -1) {
        int[] results = wave.t3;
        unchecked.run(mask, x, a.base, y, b.base, z, c.base, results, 0);
        if (!Nan.isAmong(results)) {
          System.arraycopy(results, 0, wave.v, to, Wave.LANES);
          return;
        }
      }
      checked.run(mask, x, a.base, y, b.base, z, c.base, wave.v, to);
    };
  }
}
