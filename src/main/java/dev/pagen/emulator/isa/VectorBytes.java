package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B16;
import static dev.pagen.emulator.isa.ValueType.B32;
import static dev.pagen.emulator.isa.ValueType.B64;
import static dev.pagen.emulator.isa.VectorForms.int3;
import static dev.pagen.emulator.isa.VectorInteger.join;
import static dev.pagen.emulator.isa.VectorInteger.unsigned;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;

/**
 * Instructions of the vector unit on the bytes of a register: permutations, sums of absolute
 * differences, averages, saturating packs. Source: AMD's CDNA 3 and 4 ISA documents.
 */
final class VectorBytes {
  private VectorBytes() {}

  static void register(InstructionTable t) {
    t.add("v_perm_b32", int3(VectorBytes::permuteBytes));
    t.add("v_alignbyte_b32", int3((a, b, c) -> (int) (join(a, b) >>> (8 * (c & 3)))));
    t.add("v_sad_u8", int3((a, b, c) -> differences(a, b, 8) + c));
    t.add("v_sad_hi_u8", int3((a, b, c) -> (differences(a, b, 8) << 16) + c));
    t.add("v_sad_u16", int3((a, b, c) -> differences(a, b, 16) + c));
    t.add("v_sad_u32", int3((a, b, c) -> (int) Math.abs(unsigned(a) - unsigned(b)) + c));
    t.add("v_msad_u8", int3(VectorBytes::maskedDifferences));
    t.add("v_lerp_u8", int3(VectorBytes::averageBytes));
    t.add("v_mqsad_u32_u8", VectorBytes::slidingSums32);
    t.add(
        "v_sat_pk_u8_i16",
        WideForm.of((a, b, c, m) -> saturate((short) a) | saturate((int) a >> 16) << 8, B16, B32));
    t.add(
        "v_qsad_pk_u16_u8",
        WideForm.of((a, b, c, m) -> slidingSums(a, (int) b, c, false), B64, B64, B32, B64));
    t.add(
        "v_mqsad_pk_u16_u8",
        WideForm.of((a, b, c, m) -> slidingSums(a, (int) b, c, true), B64, B64, B32, B64));
    if (t.target() == Target.GFX950) {
      shiftPacks(t);
    }
  }

  private static void shiftPacks(InstructionTable t) {
    // The ISA document writes D0[15:0] alone: the upper half stays.
    t.add(
        "v_ashr_pk_i8_i32",
        WideForm.of(
                (a, b, c, m) ->
                    (Math.clamp((int) a >> c, -128, 127) & 0xff)
                        | (Math.clamp((int) b >> c, -128, 127) & 0xff) << 8,
                B16,
                B32,
                B32,
                B32)
            .keepingHighHalf());
    t.add(
        "v_ashr_pk_u8_i32",
        WideForm.of(
                (a, b, c, m) -> saturate((int) a >> c) | saturate((int) b >> c) << 8,
                B16,
                B32,
                B32,
                B32)
            .keepingHighHalf());
  }

  /** {@code v_perm_b32}: each byte of the selector picks a byte of {a, b}, a sign, 0 or 0xff. */
  static int permuteBytes(int a, int b, int selector) {
    long data = join(a, b);
    int result = 0;
    for (int i = 0; i < 32; i += 8) {
      result |= pickByte(data, selector >>> i & 0xff) << i;
    }
    return result;
  }

  private static int pickByte(long data, int select) {
    if (select < 8) {
      return (int) (data >>> (8 * select)) & 0xff;
    } else if (select < 12) {
      return (data >>> (16 * (select - 8) + 15) & 1) != 0 ? 0xff : 0;
    }
    return select == 12 ? 0 : 0xff;
  }

  private static int differences(int a, int b, int bits) {
    int sum = 0;
    int mask = (1 << bits) - 1;
    for (int i = 0; i < 32; i += bits) {
      sum += Math.abs((a >>> i & mask) - (b >>> i & mask));
    }
    return sum;
  }

  /** As {@code v_sad_u8}, leaving out bytes that are 0 in the reference {@code b}. */
  private static int maskedDifferences(int a, int b, int c) {
    int sum = c;
    for (int i = 0; i < 32; i += 8) {
      int reference = b >>> i & 0xff;
      sum += reference == 0 ? 0 : Math.abs((a >>> i & 0xff) - reference);
    }
    return sum;
  }

  /** Four sums, for a window that slides over the eight bytes of {@code data}. */
  private static long slidingSums(long data, int reference, long accumulators, boolean masked) {
    long result = 0;
    for (int i = 0; i < 4; i++) {
      int window = (int) (data >>> (8 * i));
      int accumulator = (int) (accumulators >>> (16 * i)) & 0xffff;
      int sum =
          masked
              ? maskedDifferences(window, reference, accumulator)
              : differences(window, reference, 8) + accumulator;
      result |= (long) (sum & 0xffff) << (16 * i);
    }
    return result;
  }

  /** As the masked sliding sums, with 32-bit accumulators in four registers. */
  private static Operation slidingSums32(Decoding d) {
    int to = d.vector(0) * Wave.LANES;
    int accumulators = d.vector(3) * Wave.LANES;
    WideSource data = d.wide(1, 0, B64);
    WideSource reference = d.wide(2, 1, B32);
    return wave -> {
      data.load(wave, wave.l0);
      reference.load(wave, wave.l1);
      for (long m = wave.exec(); m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        for (int i = 0; i < 4; i++) {
          int at = i * Wave.LANES + lane;
          wave.v[to + at] =
              maskedDifferences(
                  (int) (wave.l0[lane] >>> (8 * i)),
                  (int) wave.l1[lane],
                  wave.v[accumulators + at]);
        }
      }
    };
  }

  private static int saturate(int a) {
    return Math.clamp(a, 0, 255);
  }

  private static int averageBytes(int a, int b, int roundUp) {
    int result = 0;
    for (int i = 0; i < 32; i += 8) {
      int sum = (a >>> i & 0xff) + (b >>> i & 0xff) + (roundUp >>> i & 1);
      result |= sum >> 1 << i;
    }
    return result;
  }
}
