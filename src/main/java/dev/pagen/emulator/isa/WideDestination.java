package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Wave;

/** Where a vector instruction puts its lanes' results, given as longs. */
@FunctionalInterface
interface WideDestination {
  void store(Wave wave, long[] values, long mask);

  static WideDestination words(int register) {
    int base = register * Wave.LANES;
    return (wave, values, mask) -> {
      int[] v = wave.v;
      if (mask == -1) {
        for (int lane = 0; lane < Wave.LANES; lane++) {
          v[base + lane] = (int) values[lane];
        }
        return;
      }
      for (long m = mask; m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        v[base + lane] = (int) values[lane];
      }
    };
  }

  static WideDestination pairs(int register) {
    int base = register * Wave.LANES;
    return (wave, values, mask) -> {
      int[] v = wave.v;
      if (mask == -1) {
        for (int lane = 0; lane < Wave.LANES; lane++) {
          v[base + lane] = (int) values[lane];
        }
        for (int lane = 0; lane < Wave.LANES; lane++) {
          v[base + Wave.LANES + lane] = (int) (values[lane] >>> 32);
        }
        return;
      }
      for (long m = mask; m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        v[base + lane] = (int) values[lane];
        v[base + Wave.LANES + lane] = (int) (values[lane] >>> 32);
      }
    };
  }

  /** Bits {@code shift .. shift + bits - 1} are written, the others kept. */
  static WideDestination field(int register, int shift, int bits) {
    int base = register * Wave.LANES;
    int field = (int) (((1L << bits) - 1) << shift);
    return (wave, values, mask) -> {
      int[] v = wave.v;
      for (long m = mask; m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        v[base + lane] = (v[base + lane] & ~field) | ((int) values[lane] << shift & field);
      }
    };
  }

  /** The low {@code bits} bits are placed at {@code shift}; the rest is zero, or the sign above. */
  static WideDestination padded(int register, int shift, int bits, boolean signExtend) {
    int base = register * Wave.LANES;
    int up = 32 - bits;
    int down = up - shift;
    return (wave, values, mask) -> {
      int[] v = wave.v;
      for (long m = mask; m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        int top = (int) values[lane] << up;
        v[base + lane] = (signExtend ? top >> down : top >>> down) & -1 << shift;
      }
    };
  }
}
