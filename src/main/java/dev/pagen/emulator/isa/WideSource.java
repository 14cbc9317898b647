package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Wave;
import java.util.Arrays;

/**
 * An operand of a vector instruction as longs, one per lane: 16- and 32-bit values zero-extended,
 * 64-bit values from two registers.
 */
@FunctionalInterface
interface WideSource {
  void load(Wave wave, long[] out);

  static WideSource narrow(LaneSource source) {
    return (wave, out) -> {
      int[] x = source.fetch(wave, wave.t0);
      int base = source.base;
      for (int lane = 0; lane < Wave.LANES; lane++) {
        out[lane] = x[base + lane] & 0xffff_ffffL;
      }
    };
  }

  static WideSource pair(LaneSource low, LaneSource high) {
    return (wave, out) -> {
      int[] x = low.fetch(wave, wave.t0);
      int[] y = high.fetch(wave, wave.t1);
      int xBase = low.base;
      int yBase = high.base;
      for (int lane = 0; lane < Wave.LANES; lane++) {
        out[lane] = (x[xBase + lane] & 0xffff_ffffL) | (long) y[yBase + lane] << 32;
      }
    };
  }

  static WideSource scalar(ScalarSource source) {
    return (wave, out) -> Arrays.fill(out, source.get(wave));
  }

  /** Clears, then flips bits: an absolute value and a negation. */
  default WideSource masked(long clear, long flip) {
    return (wave, out) -> {
      load(wave, out);
      for (int lane = 0; lane < Wave.LANES; lane++) {
        out[lane] = (out[lane] & ~clear) ^ flip;
      }
    };
  }
}
