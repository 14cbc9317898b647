package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Wave;
import java.util.Arrays;

/**
 * A 32-bit operand of a vector instruction, one value per lane. {@link #fetch} gives an array whose
 * element {@code base + lane} is the lane's value: the register file itself where nothing needs to
 * be changed, else the buffer that was handed in.
 */
abstract class LaneSource {
  final int base;

  private LaneSource(int base) {
    this.base = base;
  }

  abstract int[] fetch(Wave wave, int[] buffer);

  static LaneSource register(int index) {
    return new LaneSource(index * Wave.LANES) {
      @Override
      int[] fetch(Wave wave, int[] buffer) {
        return wave.v;
      }
    };
  }

  static LaneSource scalar(ScalarSource source) {
    return new LaneSource(0) {
      @Override
      int[] fetch(Wave wave, int[] buffer) {
        Arrays.fill(buffer, (int) source.get(wave));
        return buffer;
      }
    };
  }

  static LaneSource constant(int value) {
    int[] values = new int[Wave.LANES];
    Arrays.fill(values, value);
    return new LaneSource(0) {
      @Override
      int[] fetch(Wave wave, int[] buffer) {
        return values;
      }
    };
  }

  /** The low 16 bits come from the high half: {@code op_sel} of a 16-bit operand. */
  LaneSource highHalf() {
    return new Mapped(this) {
      @Override
      int map(int x) {
        return x >>> 16;
      }
    };
  }

  /** Only the low 16 bits are read. */
  LaneSource lowHalf() {
    return new Mapped(this) {
      @Override
      int map(int x) {
        return x & 0xffff;
      }
    };
  }

  /** Clears, then flips bits: an absolute value and a negation. */
  LaneSource masked(int clear, int flip) {
    int keep = ~clear;
    return new Mapped(this) {
      @Override
      int map(int x) {
        return (x & keep) ^ flip;
      }
    };
  }

  /** Bits {@code shift .. shift + bits - 1}, sign- or zero-extended: SDWA's source select. */
  LaneSource part(int shift, int bits, boolean signExtend) {
    int up = 32 - bits - shift;
    int down = 32 - bits;
    return new Mapped(this) {
      @Override
      int map(int x) {
        return signExtend ? x << up >> down : x << up >>> down;
      }
    };
  }

  /** Takes the value from another lane. */
  LaneSource permuted(DppControl dpp) {
    LaneSource source = this;
    return new LaneSource(0) {
      @Override
      int[] fetch(Wave wave, int[] buffer) {
        dpp.permute(source.fetch(wave, wave.t3), source.base, buffer, wave.exec());
        return buffer;
      }
    };
  }

  private abstract static class Mapped extends LaneSource {
    private final LaneSource source;

    Mapped(LaneSource source) {
      super(0);
      this.source = source;
    }

    abstract int map(int x);

    @Override
    int[] fetch(Wave wave, int[] buffer) {
      int[] x = source.fetch(wave, buffer);
      int from = source.base;
      for (int lane = 0; lane < Wave.LANES; lane++) {
        buffer[lane] = map(x[from + lane]);
      }
      return buffer;
    }
  }
}
