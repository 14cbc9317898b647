package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Doubles, and what has 64 bits, beside the same in Java. */
@Tag("compiler")
@ResourceLock("corpus")
class CorpusDoublesTest {
  private static final int ITEMS = 512;
  private static final double[] SPECIALS = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    1.5,
    -2.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    Double.MIN_NORMAL,
    Double.MIN_VALUE,
    0x1p52,
    0x1.8p-1060,
    3.5e38,
    0x1.fffffefp127,
    0x1p-140,
    0x1.000001p0
  };

  /** What a lane's word should be. */
  interface Words {
    long of(long a, long b, long c);
  }

  /** How the words are drawn, what they should give, and how far off relatively they may be. */
  record Check(Draw draw, Words expected, double relative) {}

  private enum Draw {
    ANY,
    POSITIVE,
    SCALED,
    INTEGER,
    PACKED_FLOATS
  }

  static final Map<String, Check> CASES = new HashMap<>();

  static {
    // Of these AMD's document promises 29 places less than all.
    put("reciprocal_f64", Draw.POSITIVE, 0x1p-22, (a, b, c) -> bits(1 / d(a)));
    put("root_f64", Draw.POSITIVE, 0x1p-22, (a, b, c) -> bits(Math.sqrt(d(a))));
    put("reciprocal_root_f64", Draw.POSITIVE, 0x1p-22, (a, b, c) -> bits(1 / Math.sqrt(d(a))));
    put("fraction_f64", Draw.POSITIVE, 0, (a, b, c) -> bits(d(a) - Math.floor(d(a))));
    put("scale_f64", Draw.SCALED, 0, (a, b, c) -> bits(Math.scalb(d(a), (int) b)));
    put("exact_root_f64", Draw.ANY, 0, (a, b, c) -> bits(Math.sqrt(d(a))));
    put("fused_f64", Draw.ANY, 0, (a, b, c) -> bits(Math.fma(d(a), d(b), d(c))));
    put("narrow_f64", Draw.ANY, 0, (a, b, c) -> Float.floatToIntBits((float) d(a)) & 0xffff_ffffL);
    put("widen_f32", Draw.PACKED_FLOATS, 0, (a, b, c) -> bits(Float.intBitsToFloat((int) a)));
    put("round_even_f64", Draw.ANY, 0, (a, b, c) -> bits(Math.rint(d(a))));
    put(
        "minimum_f64",
        Draw.ANY,
        0,
        (a, b, c) ->
            bits(Double.isNaN(d(a)) ? d(b) : Double.isNaN(d(b)) ? d(a) : Math.min(d(a), d(b))));
    put("sad_windows", Draw.INTEGER, 0, (a, b, c) -> windows(a, b, c, false));
    put("sad_windows_masked", Draw.INTEGER, 0, (a, b, c) -> windows(a, b, c, true));
    put(
        "sad_windows_wide",
        Draw.INTEGER,
        0,
        (a, b, c) -> {
          int x = (int) c + window(a, b, 0, true);
          int y = (int) (c >>> 32) + window(a, b, 1, true);
          int z = 11 + window(a, b, 2, true);
          int w = -16 + window(a, b, 3, true);
          return (long) (x ^ z) << 32 | (y ^ w) & 0xffff_ffffL;
        });
  }

  private static void put(String name, Draw draw, double relative, Words expected) {
    CASES.put(name, new Check(draw, expected, relative));
  }

  static Stream<Arguments> cases() {
    return CorpusCase.of("doubles", CASES);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cases")
  void computesAsJavaDoes(String name, Target target, Check check) {
    Random random = new Random(name.hashCode());
    long[] a = drawn(check.draw, 0, random);
    long[] b = drawn(check.draw, 1, random);
    long[] c = drawn(check.draw, 2, random);
    TestGpu gpu = CorpusGpu.checked(target);
    long out = gpu.poisoned(8 * ITEMS);
    gpu.launch(name, ITEMS / 256, 256, gpu.longs(a), gpu.longs(b), gpu.longs(c), out);
    long[] results = gpu.readLongs(out, ITEMS);
    for (int i = 0; i < ITEMS; i++) {
      String what = "%s of 0x%x, 0x%x, 0x%x".formatted(name, a[i], b[i], c[i]);
      long expected = check.expected.of(a[i], b[i], c[i]);
      if (check.relative > 0) {
        assertThat(Math.abs(d(results[i]) / d(expected) - 1)).as(what).isLessThan(check.relative);
      } else if (check.draw != Draw.INTEGER && name.equals("narrow_f64")) {
        assertThat(Float.intBitsToFloat((int) results[i]))
            .as(what)
            .isEqualTo(Float.valueOf(Float.intBitsToFloat((int) expected)));
      } else if (check.draw != Draw.INTEGER) {
        assertThat(d(results[i])).as(what).isEqualTo(Double.valueOf(d(expected)));
      } else {
        assertThat(results[i]).as(what).isEqualTo(expected);
      }
    }
  }

  private static long[] drawn(Draw draw, int operand, Random random) {
    long[] words = new long[ITEMS];
    int n = SPECIALS.length;
    for (int i = 0; i < ITEMS; i++) {
      double special = SPECIALS[operand == 0 ? i % n : operand == 1 ? i / n % n : i * 7 % n];
      double drawn = Double.longBitsToDouble(random.nextLong());
      words[i] =
          switch (draw) {
            case INTEGER -> random.nextLong() & (i % 3 == 0 ? 0xff00_00ff_0000_ff00L : -1);
            case POSITIVE -> bits(Math.scalb(1 + random.nextDouble(), random.nextInt(-60, 60)));
            case SCALED ->
                operand == 1
                    ? random.nextInt(-60, 60)
                    : bits(i < n ? special : random.nextGaussian());
            case PACKED_FLOATS -> random.nextInt() & 0x7f7f_ffffL;
            case ANY -> bits(i < n * n ? special : Double.isNaN(drawn) ? 1 : drawn);
          };
    }
    return words;
  }

  private static long windows(long a, long b, long c, boolean masked) {
    long sums = 0;
    for (int i = 0; i < 4; i++) {
      sums |= ((c >>> 16 * i) + window(a, b, i, masked) & 0xffff) << 16 * i;
    }
    return sums;
  }

  /** How far four bytes from byte {@code at} are from the four of {@code b}. */
  private static int window(long a, long b, int at, boolean masked) {
    int sum = 0;
    for (int i = 0; i < 4; i++) {
      int reference = (int) (b >>> 8 * i) & 0xff;
      int distance = Math.abs(((int) (a >>> 8 * (at + i)) & 0xff) - reference);
      sum += masked && reference == 0 ? 0 : distance;
    }
    return sum;
  }

  private static double d(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
