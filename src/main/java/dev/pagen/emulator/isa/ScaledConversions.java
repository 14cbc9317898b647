package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B32;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.Wave;
import java.util.Map;

/**
 * gfx950's conversions between packed small formats and wider ones with a scale. The scale operand
 * is a float of which only the exponent counts; wide = small * scale, small = wide / scale. The
 * random word of the stochastic forms steps by {@code v_prng_b32} from element to element. Source:
 * AMD's CDNA 4 ISA description.
 */
final class ScaledConversions {
  private static final Map<String, NumberFormat> WIDE =
      Map.of("f32", NumberFormat.F32, "f16", NumberFormat.F16, "bf16", NumberFormat.BF16);

  private static final Map<String, NumberFormat> SMALL =
      Map.of(
          "fp8", NumberFormat.of(SmallFloat.E4M3),
          "bf8", NumberFormat.of(SmallFloat.E5M2),
          "fp6", NumberFormat.of(SmallFloat.E2M3),
          "bf6", NumberFormat.of(SmallFloat.E3M2),
          "fp4", NumberFormat.of(SmallFloat.E2M1));

  private static final String PREFIX = "v_cvt_scalef32_";

  private ScaledConversions() {}

  static void register(InstructionTable t) {
    WIDE.forEach(
        (wideName, wide) ->
            SMALL.forEach((smallName, small) -> register(t, wideName, wide, smallName, small)));
  }

  private static void register(
      InstructionTable t, String w, NumberFormat wide, String s, NumberFormat small) {
    switch (small.bits()) {
      case 8 -> {
        t.add(PREFIX + "pk_" + w + "_" + s, d -> widen(d, small, wide, 2, halfShift(d)));
        t.add(
            PREFIX + "sr_" + s + "_" + w,
            d -> narrow(d, wide, small, 1, true, 8 * d.destinationByte()));
        t.add(
            PREFIX + "pk_" + s + "_" + w,
            d -> narrow(d, wide, small, 2, false, 16 * d.destinationHalf()));
        if (wide.bits() == 32) {
          t.add(PREFIX + w + "_" + s, d -> widen(d, small, wide, 1, 8 * d.sourceByte()));
        } else if (w.equals("f16")) {
          t.add(PREFIX + w + "_" + s, d -> widenHalf(d, small, wide));
        }
      }
      case 6 -> {
        t.add(PREFIX + "pk32_" + w + "_" + s, d -> widen(d, small, wide, 32, 0));
        t.add(PREFIX + "sr_pk32_" + s + "_" + w, d -> narrow(d, wide, small, 32, true, 0));
        if (wide.bits() == 32) {
          t.add(PREFIX + "2xpk16_" + s + "_f32", d -> interleave(d, small));
        } else {
          t.add(PREFIX + "pk32_" + s + "_" + w, d -> narrow(d, wide, small, 32, false, 0));
        }
      }
      default -> {
        t.add(PREFIX + "pk_" + w + "_" + s, d -> widen(d, small, wide, 2, 8 * d.sourceByte()));
        t.add(
            PREFIX + "pk_" + s + "_" + w,
            d -> narrow(d, wide, small, 2, false, 8 * d.destinationByte()));
        t.add(
            PREFIX + "sr_pk_" + s + "_" + w,
            d -> narrow(d, wide, small, 2, true, 8 * d.destinationByte()));
      }
    }
  }

  private static int halfShift(Decoding d) {
    return 16 * d.modifiers().element("op_sel", 0, 0);
  }

  /** Operands: result, packed source, scale. */
  private static Operation widen(
      Decoding d, NumberFormat small, NumberFormat wide, int count, int shift) {
    int to = d.vector(0) * Wave.LANES;
    int from = d.vector(1) * Wave.LANES;
    LaneSource scale = d.raw(d.operand(2), ValueType.F32, 0);
    return wave -> {
      int[] scales = scale.fetch(wave, wave.t0);
      for (long m = wave.exec(); m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        double factor = factor(scales[scale.base + lane]);
        int[] source = words(wave.v, from + lane, (count * small.bits() + shift + 31) / 32);
        int[] result = new int[(count * wide.bits() + 31) / 32];
        for (int i = 0; i < count; i++) {
          double value = small.decode(take(source, shift + i * small.bits(), small.bits()));
          put(result, i * wide.bits(), wide.bits(), wide.encode(value * factor, false, -1));
        }
        store(wave.v, to + lane, result);
      }
    };
  }

  /** One value into the half of the destination that op_sel names; the other is kept. */
  private static Operation widenHalf(Decoding d, NumberFormat small, NumberFormat wide) {
    int from = d.vector(1) * Wave.LANES;
    int shift = 8 * d.sourceByte();
    LaneSource scale = d.raw(d.operand(2), ValueType.F32, 0);
    int half = d.modifiers().element("op_sel", 3, d.destinationHalf());
    WideDestination destination = WideDestination.field(d.vector(0), 16 * half, 16);
    return wave -> {
      int[] scales = scale.fetch(wave, wave.t0);
      for (int lane = 0; lane < Wave.LANES; lane++) {
        double value = small.decode(wave.v[from + lane] >>> shift);
        double scaled = value * factor(scales[scale.base + lane]);
        wave.l0[lane] = wide.encode(scaled, false, -1);
      }
      destination.store(wave, wave.l0, wave.exec());
    };
  }

  /**
   * Operands: result, source (two registers of floats for a pair without randomness), random word
   * where there is one, scale. Results narrower than a register leave the rest of it alone.
   */
  private static Operation narrow(
      Decoding d, NumberFormat wide, NumberFormat small, int count, boolean random, int shift) {
    boolean twoSources = count == 2 && wide.bits() == 32 && !random;
    int to = d.vector(0) * Wave.LANES;
    LaneSource[] sources = sources(d, wide, count, twoSources);
    int next = twoSources ? 3 : 2;
    LaneSource seed = random ? d.raw(d.operand(next), B32, 0) : LaneSource.constant(0);
    LaneSource scale = d.raw(d.operand(random ? next + 1 : next), ValueType.F32, 0);
    int width = count * small.bits();
    return wave -> {
      int[][] values = new int[sources.length][Wave.LANES];
      for (int i = 0; i < sources.length; i++) {
        System.arraycopy(
            sources[i].fetch(wave, wave.t0), sources[i].base, values[i], 0, Wave.LANES);
      }
      int[] seeds = seed.fetch(wave, wave.t1);
      int[] scales = scale.fetch(wave, wave.t2);
      boolean saturate = small.bits() < 8 || (wave.mode & Conversions.SATURATE) != 0;
      for (long m = wave.exec(); m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        double factor = factor(scales[scale.base + lane]);
        int state = seeds[seed.base + lane];
        int[] source = new int[sources.length];
        for (int i = 0; i < sources.length; i++) {
          source[i] = values[i][lane];
        }
        int[] result = new int[(width + 31) / 32];
        for (int i = 0; i < count; i++) {
          double value = wide.decode(take(source, i * wide.bits(), wide.bits())) / factor;
          double dither = random ? (state & 0xffff_ffffL) * 0x1p-32 : -1;
          put(result, i * small.bits(), small.bits(), small.encode(value, saturate, dither));
          state = Transcendentals.nextRandom(state);
        }
        if (width < 32) {
          int field = ((1 << width) - 1) << shift;
          wave.v[to + lane] = (wave.v[to + lane] & ~field) | result[0] << shift;
        } else {
          store(wave.v, to + lane, result);
        }
      }
    };
  }

  private static LaneSource[] sources(
      Decoding d, NumberFormat wide, int count, boolean twoSources) {
    int registers = (count * wide.bits() + 31) / 32;
    LaneSource[] sources = new LaneSource[registers];
    for (int i = 0; i < registers; i++) {
      sources[i] =
          twoSources ? d.lanes(1 + i, i, ValueType.F32) : d.raw(d.operand(1), ValueType.F32, i);
    }
    return sources;
  }

  /** Two sources of sixteen floats; their elements alternate in the result. */
  private static Operation interleave(Decoding d, NumberFormat small) {
    int to = d.vector(0) * Wave.LANES;
    int a = d.vector(1) * Wave.LANES;
    int b = d.vector(2) * Wave.LANES;
    LaneSource scale = d.raw(d.operand(3), ValueType.F32, 0);
    return wave -> {
      int[] scales = scale.fetch(wave, wave.t0);
      for (long m = wave.exec(); m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        double factor = factor(scales[scale.base + lane]);
        int[] result = new int[6];
        for (int i = 0; i < 32; i++) {
          int register = (i % 2 == 0 ? a : b) + i / 2 * Wave.LANES + lane;
          double value = Float.intBitsToFloat(wave.v[register]) / factor;
          put(result, i * 6, 6, small.encode(value, true, -1));
        }
        store(wave.v, to + lane, result);
      }
    };
  }

  /** The power of two that a float's exponent says. */
  private static double factor(int scale) {
    return Math.scalb(1.0, (scale >>> 23 & 0xff) - 127);
  }

  private static int[] words(int[] v, int first, int count) {
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = v[first + i * Wave.LANES];
    }
    return words;
  }

  private static void store(int[] v, int first, int[] words) {
    for (int i = 0; i < words.length; i++) {
      v[first + i * Wave.LANES] = words[i];
    }
  }

  private static int take(int[] words, int position, int bits) {
    int shift = position % 32;
    long pair = words[position / 32] & 0xffff_ffffL;
    if (shift + bits > 32) {
      pair |= (long) words[position / 32 + 1] << 32;
    }
    return (int) (pair >>> shift & (1L << bits) - 1);
  }

  private static void put(int[] words, int position, int bits, int value) {
    int shift = position % 32;
    long field = (value & (1L << bits) - 1) << shift;
    words[position / 32] |= (int) field;
    if (shift + bits > 32) {
      words[position / 32 + 1] |= (int) (field >>> 32);
    }
  }
}
