package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B32;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Instructions that move values between lanes, beside DPP. Source: AMD's CDNA 3 and 4 documents.
 */
final class CrossLane {
  private static final Pattern SWIZZLE = Pattern.compile("swizzle\\((\\w+),\\s*(.*)\\)");

  private CrossLane() {}

  static void register(InstructionTable t) {
    t.add("v_readfirstlane_b32", CrossLane::readFirstLane);
    t.add("v_readlane_b32", CrossLane::readLane);
    t.add("v_writelane_b32", CrossLane::writeLane);
    t.add("v_mbcnt_lo_u32_b32", d -> countBelow(d, false));
    t.add("v_mbcnt_hi_u32_b32", d -> countBelow(d, true));
    t.add("ds_bpermute_b32", CrossLane::pull);
    t.add("ds_permute_b32", CrossLane::push);
    t.add("ds_swizzle_b32", CrossLane::swizzle);
    if (t.target() == Target.GFX950) {
      t.add("v_permlane16_swap_b32", d -> swapRows(d, 16));
      t.add("v_permlane32_swap_b32", d -> swapRows(d, 32));
    }
  }

  private static Operation readFirstLane(Decoding d) {
    int to = d.scalarRegister(0);
    LaneSource source = d.raw(d.operand(1), B32, 0);
    return wave -> {
      long exec = wave.exec();
      int lane = exec == 0 ? 0 : Long.numberOfTrailingZeros(exec);
      wave.s[to] = source.fetch(wave, wave.t0)[source.base + lane];
    };
  }

  private static Operation readLane(Decoding d) {
    int to = d.scalarRegister(0);
    LaneSource source = d.raw(d.operand(1), B32, 0);
    ScalarSource lane = d.scalar(2, B32);
    return wave ->
        wave.s[to] =
            source.fetch(wave, wave.t0)[source.base + ((int) lane.get(wave) & Wave.LANES - 1)];
  }

  private static Operation writeLane(Decoding d) {
    int to = d.vector(0) * Wave.LANES;
    ScalarSource value = d.scalar(1, B32);
    ScalarSource lane = d.scalar(2, B32);
    return wave -> wave.v[to + ((int) lane.get(wave) & Wave.LANES - 1)] = (int) value.get(wave);
  }

  /** Counts the mask's bits for lanes below this one, in the low or the high half of the wave. */
  private static Operation countBelow(Decoding d, boolean high) {
    WideSource mask = d.wide(1, 0, B32);
    WideSource sum = d.wide(2, 1, B32);
    WideDestination destination = d.destination(0, B32, false);
    return wave -> {
      mask.load(wave, wave.l0);
      sum.load(wave, wave.l1);
      for (int lane = 0; lane < Wave.LANES; lane++) {
        int below = Math.clamp(high ? lane - 32 : lane, 0, 32);
        wave.l0[lane] = wave.l1[lane] + Long.bitCount(wave.l0[lane] & (1L << below) - 1);
      }
      destination.store(wave, wave.l0, wave.exec());
    };
  }

  /** Each lane reads the lane that its address / 4 names; inactive lanes give 0. */
  private static Operation pull(Decoding d) {
    int to = d.vector(0) * Wave.LANES;
    int address = d.vector(1) * Wave.LANES;
    int data = d.vector(2) * Wave.LANES;
    int offset = d.modifiers().integer("offset", 0);
    return wave -> {
      int[] v = wave.v;
      long exec = wave.exec();
      for (int lane = 0; lane < Wave.LANES; lane++) {
        int from = (v[address + lane] + offset) >>> 2 & Wave.LANES - 1;
        wave.t0[lane] = (exec >>> from & 1) != 0 ? v[data + from] : 0;
      }
      writeActive(wave, to, wave.t0, exec);
    };
  }

  /** Each active lane writes the lane that its address / 4 names; the highest lane wins. */
  private static Operation push(Decoding d) {
    int to = d.vector(0) * Wave.LANES;
    int address = d.vector(1) * Wave.LANES;
    int data = d.vector(2) * Wave.LANES;
    int offset = d.modifiers().integer("offset", 0);
    return wave -> {
      int[] v = wave.v;
      Arrays.fill(wave.t0, 0);
      long exec = wave.exec();
      for (int lane = 0; lane < Wave.LANES; lane++) {
        if ((exec >>> lane & 1) != 0) {
          wave.t0[(v[address + lane] + offset) >>> 2 & Wave.LANES - 1] = v[data + lane];
        }
      }
      writeActive(wave, to, wave.t0, exec);
    };
  }

  private static Operation swizzle(Decoding d) {
    int to = d.vector(0) * Wave.LANES;
    int data = d.vector(1) * Wave.LANES;
    IntUnaryOperator source = swizzleSource(d.modifiers().text("offset").orElse("0"));
    return wave -> {
      long exec = wave.exec();
      for (int lane = 0; lane < Wave.LANES; lane++) {
        int from = source.applyAsInt(lane);
        wave.t0[lane] = (exec >>> from & 1) != 0 ? wave.v[data + from] : 0;
      }
      writeActive(wave, to, wave.t0, exec);
    };
  }

  /** The pattern as a number, or in the symbolic form that the disassembler prefers. */
  private static IntUnaryOperator swizzleSource(String text) {
    Matcher symbolic = SWIZZLE.matcher(text);
    if (!symbolic.matches()) {
      return encodedSwizzle(Integer.decode(text));
    }
    String[] arguments = symbolic.group(2).split(",\\s*");
    return switch (symbolic.group(1)) {
      case "QUAD_PERM" -> l -> (l & ~3) | Integer.parseInt(arguments[l & 3]);
      case "BITMASK_PERM" -> bitMask(arguments[0].replace("\"", ""));
      case "SWAP" -> l -> l ^ Integer.parseInt(arguments[0]);
      case "REVERSE" -> l -> l ^ Integer.parseInt(arguments[0]) - 1;
      case "BROADCAST" ->
          l -> (l & -Integer.parseInt(arguments[0])) | Integer.parseInt(arguments[1]);
      case "ROTATE" -> rotation("1".equals(arguments[0]), Integer.parseInt(arguments[1]), 0);
      default -> throw new UnmodelledException("swizzle " + text);
    };
  }

  private static IntUnaryOperator encodedSwizzle(int code) {
    if ((code & 0xe000) == 0xe000) {
      throw new UnmodelledException(
          "swizzle 0x%x, the order of a Fourier transform".formatted(code));
    }
    if ((code & 0xe000) == 0xc000) {
      return rotation((code >> 10 & 1) != 0, code >> 5 & 31, code & 31);
    }
    if ((code & 0x8000) != 0) {
      return l -> (l & ~3) | (code >> (2 * (l & 3)) & 3);
    }
    return l -> (l & 32) | ((((l & code) | (code >> 5)) & 31) ^ (code >> 10 & 31));
  }

  /** Within 32 lanes: by so many, but for the bits of a lane's number that are kept. */
  private static IntUnaryOperator rotation(boolean right, int by, int kept) {
    return l -> (l & 32) | (l & kept) | (l + (right ? -by : by) & ~kept & 31);
  }

  /** Five characters, highest bit first: 0, 1, p (preserve), i (invert). */
  private static IntUnaryOperator bitMask(String mask) {
    return l -> {
      int result = l & 32;
      for (int bit = 0; bit < 5; bit++) {
        int old = l >> bit & 1;
        int value =
            switch (mask.charAt(4 - bit)) {
              case '0' -> 0;
              case '1' -> 1;
              case 'i' -> old ^ 1;
              default -> old;
            };
        result |= value << bit;
      }
      return result;
    };
  }

  /** Swaps the odd rows of the first register with the even rows of the second. */
  private static Operation swapRows(Decoding d, int row) {
    int a = d.vector(0) * Wave.LANES;
    int b = d.vector(1) * Wave.LANES;
    return wave -> {
      int[] v = wave.v;
      long exec = wave.exec();
      for (int lane = 0; lane < Wave.LANES; lane++) {
        int odd = lane + row;
        if ((lane & row) == 0) {
          int kept = v[a + odd];
          if ((exec >>> odd & 1) != 0) {
            v[a + odd] = v[b + lane];
          }
          if ((exec >>> lane & 1) != 0) {
            v[b + lane] = kept;
          }
        }
      }
    };
  }

  private static void writeActive(Wave wave, int to, int[] values, long exec) {
    for (long m = exec; m != 0; m &= m - 1) {
      int lane = Long.numberOfTrailingZeros(m);
      wave.v[to + lane] = values[lane];
    }
  }
}
