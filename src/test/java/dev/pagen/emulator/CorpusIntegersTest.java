package dev.pagen.emulator;

import static dev.pagen.emulator.CorpusInputs.INTEGERS;
import static dev.pagen.emulator.CorpusInputs.QUARTERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Integer instructions, beside the same in Java's integers. */
@Tag("compiler")
@ResourceLock("corpus")
class CorpusIntegersTest {
  private static final int ITEMS = 1024;

  /** What a lane's word should be. */
  interface Words {
    int of(int a, int b, int c);
  }

  record Check(CorpusInputs inputs, Words expected) {}

  static final Map<String, Check> CASES = new HashMap<>();

  static {
    put("bitfield_unsigned", CorpusIntegersTest::field);
    put("bitfield_signed", CorpusIntegersTest::signedField);
    put("align_bits", (a, b, c) -> (int) (joined(a, b) >>> (c & 31)));
    put("align_bytes", (a, b, c) -> (int) (joined(a, b) >>> 8 * (c & 3)));
    put("permute_bytes", (a, b, c) -> eachByte(i -> chosen(joined(a, b), part(c, i, 8))));
    put(
        "lerp_bytes",
        (a, b, c) -> eachByte(i -> part(a, i, 8) + part(b, i, 8) + (part(c, i, 8) & 1) >> 1));
    put("sad_bytes", (a, b, c) -> c + distance(a, b, 8, false));
    put("sad_bytes_high", (a, b, c) -> c + (distance(a, b, 8, false) << 16));
    put("sad_halves", (a, b, c) -> c + distance(a, b, 16, false));
    put("sad_masked", (a, b, c) -> c + distance(a, b, 8, true));
    put("dot4_unsigned", (a, b, c) -> (int) dot(a, b, 8, false, c & 0xffff_ffffL));
    put("dot4_unsigned_clamp", (a, b, c) -> unsigned(dot(a, b, 8, false, c & 0xffff_ffffL)));
    put("dot4_signed", (a, b, c) -> (int) dot(a, b, 8, true, c));
    put("dot4_signed_clamp", (a, b, c) -> signed(dot(a, b, 8, true, c)));
    put("dot8_unsigned", (a, b, c) -> (int) dot(a, b, 4, false, c & 0xffff_ffffL));
    put("dot8_unsigned_clamp", (a, b, c) -> unsigned(dot(a, b, 4, false, c & 0xffff_ffffL)));
    put("dot8_signed", (a, b, c) -> (int) dot(a, b, 4, true, c));
    put("dot8_signed_clamp", (a, b, c) -> signed(dot(a, b, 4, true, c)));
    put("dot2_unsigned_clamp", (a, b, c) -> unsigned(dot(a, b, 16, false, c & 0xffff_ffffL)));
    put("dot2_signed", (a, b, c) -> (int) dot(a, b, 16, true, c));
    put("pack_i16", (a, b, c) -> pair(Math.clamp(a, -32768, 32767), Math.clamp(b, -32768, 32767)));
    put(
        "pack_u16",
        (a, b, c) ->
            pair((int) Math.min(a & 0xffff_ffffL, 65535), (int) Math.min(b & 0xffff_ffffL, 65535)));
    CASES.put(
        "pack_norm_i16",
        new Check(QUARTERS, (a, b, c) -> pair(normal(a, -1, 32767), normal(b, -1, 32767))));
    CASES.put(
        "pack_norm_u16",
        new Check(QUARTERS, (a, b, c) -> pair(normal(a, 0, 65535), normal(b, 0, 65535))));
    put(
        "pack_byte",
        (a, b, c) -> {
          int shift = 8 * (b & 3);
          double x = Float.intBitsToFloat(a);
          int value = Double.isNaN(x) ? 0 : (int) Math.rint(Math.clamp(x, 0, 255));
          return c & ~(0xff << shift) | value << shift;
        });
    put(
        "saturate_to_bytes",
        (a, b, c) -> Math.clamp((short) a, 0, 255) | Math.clamp(a >> 16, 0, 255) << 8);
    put("packed_add_clamp", halves((x, y) -> Math.min((x & 0xffff) + (y & 0xffff), 65535)));
    put("packed_sub_clamp", halves((x, y) -> Math.clamp(x - y, -32768, 32767)));
    put("packed_min_signed", halves(Math::min));
    put("packed_max_unsigned", halves((x, y) -> Math.max(x & 0xffff, y & 0xffff)));
    put("packed_multiply_add", (a, b, c) -> pair(a * b + c, (a >>> 16) * (b >>> 16) + (c >>> 16)));
    put("packed_crossed", (a, b, c) -> pair((a >>> 16) * b, a * (b >>> 16)));
    put("packed_shift", halves((x, y) -> y >> (x & 15)));
  }

  private static void put(String name, Words expected) {
    CASES.put(name, new Check(INTEGERS, expected));
  }

  static Stream<Arguments> cases() {
    return CorpusCase.of("integers", CASES);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cases")
  void computesAsJavaDoes(String name, Target target, Check check) {
    Random random = new Random(name.hashCode());
    int[] a = check.inputs.draw(0, ITEMS, random);
    int[] b = check.inputs.draw(1, ITEMS, random);
    int[] c = check.inputs.draw(2, ITEMS, random);
    TestGpu gpu = CorpusGpu.checked(target);
    long out = gpu.poisoned(4 * ITEMS);
    gpu.launch(name, ITEMS / 256, 256, gpu.ints(a), gpu.ints(b), gpu.ints(c), out);
    int[] results = gpu.readInts(out, ITEMS);
    for (int i = 0; i < ITEMS; i++) {
      assertThat(results[i])
          .as("%s of 0x%x, 0x%x, 0x%x", name, a[i], b[i], c[i])
          .isEqualTo(check.expected.of(a[i], b[i], c[i]));
    }
  }

  private static int field(int value, int offset, int width) {
    return value >>> (offset & 31) & (1 << (width & 31)) - 1;
  }

  /** The sign is that of the word where the field reaches beyond it, as LLVM folds it. */
  private static int signedField(int value, int offset, int width) {
    int first = offset & 31;
    int bits = width & 31;
    if (bits == 0) {
      return 0;
    }
    return first + bits >= 32 ? value >> first : value << 32 - first - bits >> 32 - bits;
  }

  private static long joined(int high, int low) {
    return (long) high << 32 | low & 0xffff_ffffL;
  }

  private static int part(int word, int index, int bits) {
    return word >>> bits * index & (1 << bits) - 1;
  }

  private static int eachByte(java.util.function.IntUnaryOperator value) {
    int word = 0;
    for (int i = 0; i < 4; i++) {
      word |= (value.applyAsInt(i) & 0xff) << 8 * i;
    }
    return word;
  }

  /** A byte by its selector: one of eight, a sign of every other one, nothing, or all ones. */
  private static int chosen(long bytes, int selector) {
    if (selector > 12) {
      return 0xff;
    }
    if (selector == 12) {
      return 0;
    }
    return selector < 8
        ? (int) (bytes >>> 8 * selector)
        : (byte) (bytes >>> 8 * (2 * (selector - 8) + 1)) >> 7;
  }

  private static int distance(int a, int b, int bits, boolean masked) {
    int sum = 0;
    for (int i = 0; i < 32 / bits; i++) {
      boolean counts = !masked || part(b, i, bits) != 0;
      sum += counts ? Math.abs(part(a, i, bits) - part(b, i, bits)) : 0;
    }
    return sum;
  }

  private static long dot(int a, int b, int bits, boolean signed, long sum) {
    int unused = 32 - bits;
    for (int i = 0; i < 32 / bits; i++) {
      long x = part(a, i, bits);
      long y = part(b, i, bits);
      sum += signed ? (long) ((int) x << unused >> unused) * ((int) y << unused >> unused) : x * y;
    }
    return sum;
  }

  private static int signed(long value) {
    return (int) Math.clamp(value, Integer.MIN_VALUE, (long) Integer.MAX_VALUE);
  }

  private static int unsigned(long value) {
    return (int) Math.min(value, 0xffff_ffffL);
  }

  private static int pair(int low, int high) {
    return low & 0xffff | high << 16;
  }

  private static Words halves(IntBinaryOperator of) {
    return (a, b, c) -> pair(of.applyAsInt((short) a, (short) b), of.applyAsInt(a >> 16, b >> 16));
  }

  private static int normal(int bits, int least, int scale) {
    return (int) Math.rint(Math.clamp(Float.intBitsToFloat(bits), least, 1f) * scale);
  }
}
