package dev.pagen.emulator;

import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * The loops over lanes that the tables of vector instructions share. Each form has a short loop for
 * the common encodings; results that need more (clamp, output multiplier, SDWA) take the general
 * form of {@link WideForm}.
 */
final class VectorForms {
  private VectorForms() {}

  /** A function of three 32-bit integers. */
  @FunctionalInterface
  interface IntTernary {
    int apply(int a, int b, int c);
  }

  static Binder int1(IntUnaryOperator f) {
    WideForm wide =
        WideForm.of((a, b, c, m) -> f.applyAsInt((int) a), ValueType.B32, ValueType.B32);
    return d -> d.plainDestination() ? int1(d, f) : wide.bind(d);
  }

  static Binder int2(IntBinaryOperator f) {
    WideForm wide =
        WideForm.of(
            (a, b, c, m) -> f.applyAsInt((int) a, (int) b),
            ValueType.B32,
            ValueType.B32,
            ValueType.B32);
    return d -> d.plainDestination() ? int2(d, f) : wide.bind(d);
  }

  /** As {@link #int2(IntBinaryOperator)}, with what the clamp bit makes of it. */
  static Binder int2(IntBinaryOperator f, IntBinaryOperator clamped) {
    Binder plain = int2(f);
    WideForm saturating =
        WideForm.of(
            (a, b, c, m) -> clamped.applyAsInt((int) a, (int) b),
            ValueType.B32,
            ValueType.B32,
            ValueType.B32);
    return d -> d.modifiers().has("clamp") ? saturating.bind(d.without("clamp")) : plain.bind(d);
  }

  static Binder int3(IntTernary f) {
    WideForm wide =
        WideForm.of(
            (a, b, c, m) -> f.apply((int) a, (int) b, (int) c),
            ValueType.B32,
            ValueType.B32,
            ValueType.B32,
            ValueType.B32);
    return d -> d.plainDestination() ? int3(d, f) : wide.bind(d);
  }

  private static Operation int1(Decoding d, IntUnaryOperator f) {
    int to = d.vector(0) * Wave.LANES;
    LaneSource a = d.lanes(1, 0, ValueType.B32);
    LaneMask active = d.mask();
    return wave -> {
      long mask = active.of(wave);
      int[] x = a.fetch(wave, wave.t0);
      int[] v = wave.v;
      if (mask == -1) {
        for (int lane = 0; lane < Wave.LANES; lane++) {
          v[to + lane] = f.applyAsInt(x[a.base + lane]);
        }
      } else {
        for (long m = mask; m != 0; m &= m - 1) {
          int lane = Long.numberOfTrailingZeros(m);
          v[to + lane] = f.applyAsInt(x[a.base + lane]);
        }
      }
    };
  }

  private static Operation int2(Decoding d, IntBinaryOperator f) {
    int to = d.vector(0) * Wave.LANES;
    LaneSource a = d.lanes(1, 0, ValueType.B32);
    LaneSource b = d.lanes(2, 1, ValueType.B32);
    LaneMask active = d.mask();
    return wave -> {
      long mask = active.of(wave);
      int[] x = a.fetch(wave, wave.t0);
      int[] y = b.fetch(wave, wave.t1);
      int[] v = wave.v;
      if (mask == -1) {
        for (int lane = 0; lane < Wave.LANES; lane++) {
          v[to + lane] = f.applyAsInt(x[a.base + lane], y[b.base + lane]);
        }
      } else {
        for (long m = mask; m != 0; m &= m - 1) {
          int lane = Long.numberOfTrailingZeros(m);
          v[to + lane] = f.applyAsInt(x[a.base + lane], y[b.base + lane]);
        }
      }
    };
  }

  private static Operation int3(Decoding d, IntTernary f) {
    int to = d.vector(0) * Wave.LANES;
    LaneSource a = d.lanes(1, 0, ValueType.B32);
    LaneSource b = d.lanes(2, 1, ValueType.B32);
    LaneSource c = d.lanes(3, 2, ValueType.B32);
    LaneMask active = d.mask();
    return wave -> {
      long mask = active.of(wave);
      int[] x = a.fetch(wave, wave.t0);
      int[] y = b.fetch(wave, wave.t1);
      int[] z = c.fetch(wave, wave.t2);
      int[] v = wave.v;
      if (mask == -1) {
        for (int lane = 0; lane < Wave.LANES; lane++) {
          v[to + lane] = f.apply(x[a.base + lane], y[b.base + lane], z[c.base + lane]);
        }
      } else {
        for (long m = mask; m != 0; m &= m - 1) {
          int lane = Long.numberOfTrailingZeros(m);
          v[to + lane] = f.apply(x[a.base + lane], y[b.base + lane], z[c.base + lane]);
        }
      }
    };
  }
}
