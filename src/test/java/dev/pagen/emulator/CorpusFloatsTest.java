package dev.pagen.emulator;

import static dev.pagen.emulator.CorpusInputs.EXPONENTS;
import static dev.pagen.emulator.CorpusInputs.FLOATS;
import static dev.pagen.emulator.CorpusInputs.HALF_POSITIVE;
import static dev.pagen.emulator.CorpusInputs.HALF_QUARTERS;
import static dev.pagen.emulator.CorpusInputs.HALVES;
import static dev.pagen.emulator.CorpusInputs.INTEGERS;
import static dev.pagen.emulator.CorpusInputs.POSITIVE;
import static dev.pagen.emulator.CorpusInputs.QUARTERS;
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

/** Functions and conversions of floats and halves, beside Java's arithmetic. */
@Tag("compiler")
@ResourceLock("corpus")
class CorpusFloatsTest {
  private static final int ITEMS = 1024;

  /** What the result should be, as a number. */
  private interface Exact {
    double of(int a, int b, int c);
  }

  /**
   * How a word is judged.
   *
   * @param half whether the result is a half, or else a float
   * @param slack how far the result may be off: in its last places, or if negative absolutely
   */
  record Check(
      CorpusInputs first, CorpusInputs second, Exact expected, boolean half, double slack) {}

  /** What the bits of a result should be, where it is not told as a number. */
  private interface Bits {
    int of(int a, int b, int c);
  }

  private static final Map<String, Bits> WORDS = new HashMap<>();

  static final Map<String, Check> CASES = new HashMap<>();

  static {
    near("reciprocal_f32", POSITIVE, (a, b, c) -> 1 / f(a));
    near("root_f32", POSITIVE, (a, b, c) -> Math.sqrt(f(a)));
    near("reciprocal_root_f32", POSITIVE, (a, b, c) -> 1 / Math.sqrt(f(a)));
    within("sine_f32", (a, b, c) -> Math.sin(2 * Math.PI * f(a)), 1e-6, QUARTERS, false);
    within("cosine_f32", (a, b, c) -> Math.cos(2 * Math.PI * f(a)), 1e-6, QUARTERS, false);
    within("logarithm_f32", (a, b, c) -> Math.log(f(a)) / Math.log(2), 4e-6, POSITIVE, false);
    near("power_of_two_f32", QUARTERS, (a, b, c) -> Math.pow(2, f(a)));
    exact("fraction_f32", QUARTERS, (a, b, c) -> f(a) - Math.floor(f(a)));
    exact("median_f32", QUARTERS, (a, b, c) -> median(f(a), f(b), f(c)));
    CASES.put(
        "scale_f32", new Check(FLOATS, EXPONENTS, (a, b, c) -> Math.scalb(f(a), b), false, 0));
    exact("mantissa_f32", FLOATS, (a, b, c) -> mantissa(f(a)));
    word("exponent_f32", FLOATS, (a, b, c) -> exponent(f(a)));
    word("class_f32", FLOATS, CorpusFloatsTest::classes);
    exact("add_f32", FLOATS, (a, b, c) -> f(a) + f(b));
    exact("multiply_f32", FLOATS, (a, b, c) -> f(a) * f(b));
    exact("fused_f32", FLOATS, (a, b, c) -> Math.fma(f(a), f(b), f(c)));
    exact("minimum_f32", FLOATS, (a, b, c) -> number(f(a), f(b), Math.min(f(a), f(b))));
    exact("maximum_f32", FLOATS, (a, b, c) -> number(f(a), f(b), Math.max(f(a), f(b))));
    exact("floor_f32", FLOATS, (a, b, c) -> Math.floor(f(a)));
    exact("ceiling_f32", FLOATS, (a, b, c) -> Math.ceil(f(a)));
    exact("truncate_f32", FLOATS, (a, b, c) -> truncated(f(a)));
    exact("round_even_f32", FLOATS, (a, b, c) -> Math.rint(f(a)));
    exact(
        "round_away_f32",
        FLOATS,
        (a, b, c) -> {
          double whole = truncated(f(a));
          double away = Math.abs(f(a) - whole) >= 0.5 ? Math.signum(f(a)) : 0;
          return away == 0 ? whole : whole + away;
        });
    exact("magnitude_f32", FLOATS, (a, b, c) -> Math.abs(f(a)) - Math.abs(f(b)));
    word("copy_sign_f32", FLOATS, (a, b, c) -> a & 0x7fff_ffff | b & 0x8000_0000);
    word("to_signed_f32", FLOATS, (a, b, c) -> (int) f(a));
    word(
        "to_unsigned_f32",
        FLOATS,
        (a, b, c) ->
            (int) (Float.isNaN(f(a)) ? 0 : (long) Math.clamp((double) f(a), 0, 0xffff_ffffL)));
    exact("from_signed_f32", INTEGERS, (a, b, c) -> (float) a);
    exact("from_unsigned_f32", INTEGERS, (a, b, c) -> (float) (a & 0xffff_ffffL));
    exact("from_bytes_f32", INTEGERS, (a, b, c) -> (a & 255) + 256.0 * (a >> 8 & 255) + (a >>> 24));
    CASES.put(
        "mixed_f32", new Check(HALVES, HALVES, (a, b, c) -> Math.fma(h(a), h(b), f(c)), false, 0));
    near16("reciprocal_f16", HALF_POSITIVE, (a, b, c) -> 1 / (double) h(a));
    near16("root_f16", HALF_POSITIVE, (a, b, c) -> Math.sqrt(h(a)));
    near16("reciprocal_root_f16", HALF_POSITIVE, (a, b, c) -> 1 / Math.sqrt(h(a)));
    within("sine_f16", (a, b, c) -> Math.sin(2 * Math.PI * h(a)), 1e-3, HALF_QUARTERS, true);
    within("cosine_f16", (a, b, c) -> Math.cos(2 * Math.PI * h(a)), 1e-3, HALF_QUARTERS, true);
    exact16("fraction_f16", HALF_QUARTERS, (a, b, c) -> h(a) - Math.floor(h(a)));
    exact16("median_f16", HALF_QUARTERS, (a, b, c) -> median(h(a), h(b), h(c)));
    CASES.put(
        "scale_f16",
        new Check(HALVES, EXPONENTS, (a, b, c) -> Math.scalb((double) h(a), b), true, 0));
    exact16("fused_f16", HALF_QUARTERS, (a, b, c) -> (double) h(a) * h(b) + h(c));
    exact16("narrow_f32", FLOATS, (a, b, c) -> f(a));
    exact("widen_f16", HALVES, (a, b, c) -> h(a));
    exact("brain_of_f32", FLOATS, (a, b, c) -> f(brain(a)));
    exact("f32_of_brain", INTEGERS, (a, b, c) -> f(a << 16));
    CASES.put(
        "dot2_f16",
        new Check(
            HALF_QUARTERS,
            HALF_QUARTERS,
            (a, b, c) -> (double) h(a) * h(b) + (double) h(a >>> 16) * h(b >>> 16) + f(c) * 1.0,
            false,
            0));
    word("halves_to_integers", HALF_QUARTERS, (a, b, c) -> (short) h(a) & 0xffff);
    word(
        "packed_add_f16", HALF_QUARTERS, (a, b, c) -> pair(h(a) + h(b), h(a >>> 16) + h(b >>> 16)));
    word(
        "packed_fused_f16",
        HALF_QUARTERS,
        (a, b, c) -> pair(h(a) * h(b) + h(c), h(a >>> 16) * h(b >>> 16) + h(c >>> 16)));
    word("pack_toward_zero", QUARTERS, (a, b, c) -> pair(f(a), f(b)));
  }

  private static void exact(String name, CorpusInputs inputs, Exact expected) {
    CASES.put(name, new Check(inputs, inputs, expected, false, 0));
  }

  private static void exact16(String name, CorpusInputs inputs, Exact expected) {
    CASES.put(name, new Check(inputs, inputs, expected, true, 0));
  }

  private static void near(String name, CorpusInputs inputs, Exact expected) {
    CASES.put(name, new Check(inputs, inputs, expected, false, 1));
  }

  private static void near16(String name, CorpusInputs inputs, Exact expected) {
    CASES.put(name, new Check(inputs, inputs, expected, true, 1));
  }

  private static void within(
      String name, Exact expected, double off, CorpusInputs inputs, boolean half) {
    CASES.put(name, new Check(inputs, inputs, expected, half, -off));
  }

  private static void word(String name, CorpusInputs inputs, Bits expected) {
    CASES.put(name, new Check(inputs, inputs, (a, b, c) -> 0, false, 0));
    WORDS.put(name, expected);
  }

  static Stream<Arguments> cases() {
    return CorpusCase.of("floats", CASES);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cases")
  void computesAsJavaDoes(String name, Target target, Check check) {
    Random random = new Random(name.hashCode());
    int[] a = check.first.draw(0, ITEMS, random);
    int[] b = check.second.draw(1, ITEMS, random);
    int[] c = third(check.first).draw(2, ITEMS, random);
    TestGpu gpu = CorpusGpu.checked(target);
    long out = gpu.poisoned(4 * ITEMS);
    gpu.launch(name, ITEMS / 256, 256, gpu.ints(a), gpu.ints(b), gpu.ints(c), out);
    int[] results = gpu.readInts(out, ITEMS);
    for (int i = 0; i < ITEMS; i++) {
      String what = "%s of 0x%x, 0x%x, 0x%x".formatted(name, a[i], b[i], c[i]);
      if (WORDS.containsKey(name)) {
        assertThat(results[i]).as(what).isEqualTo(WORDS.get(name).of(a[i], b[i], c[i]));
      } else {
        judge(what, results[i], check, check.expected.of(a[i], b[i], c[i]));
      }
    }
  }

  /** Beside halves there is a float to add to, as in instructions that mix them. */
  private static CorpusInputs third(CorpusInputs first) {
    return first == HALVES || first == HALF_QUARTERS ? HALF_QUARTERS : first;
  }

  private static void judge(String what, int bits, Check check, double expected) {
    double actual = check.half ? h(bits) : f(bits);
    double rounded = check.half ? h(Float.floatToFloat16((float) expected)) : (float) expected;
    if (Double.isNaN(rounded)) {
      assertThat(actual).as(what).isNaN();
    } else if (check.slack == 0) {
      assertThat(actual).as(what).isEqualTo(Double.valueOf(rounded));
    } else {
      double place = check.half ? Math.ulp((float) rounded) * 0x1p13 : Math.ulp((float) rounded);
      double allowed = check.slack < 0 ? -check.slack : check.slack * place;
      assertThat(Math.abs(actual - expected)).as(what).isLessThanOrEqualTo(allowed);
    }
  }

  private static float f(int bits) {
    return Float.intBitsToFloat(bits);
  }

  private static float h(int bits) {
    return Float.float16ToFloat((short) bits);
  }

  private static int pair(float low, float high) {
    return Float.floatToFloat16(low) & 0xffff | Float.floatToFloat16(high) << 16;
  }

  private static float median(float a, float b, float c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  /** The number where one of two is NaN. */
  private static float number(float a, float b, float both) {
    return Float.isNaN(a) ? b : Float.isNaN(b) ? a : both;
  }

  private static double truncated(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  private static double mantissa(double x) {
    return Double.isFinite(x) && x != 0 ? Math.scalb(x, -1 - Math.getExponent(x)) : x;
  }

  private static int exponent(double x) {
    return Double.isFinite(x) && x != 0 ? 1 + Math.getExponent(x) : 0;
  }

  /** Ten classes, whether it is of any, and whether of those that the second word names. */
  private static int classes(int bits, int named, int unused) {
    float x = f(bits);
    boolean negative = bits < 0;
    int index;
    if (Float.isNaN(x)) {
      index = (bits & 0x40_0000) == 0 ? 0 : 1;
    } else {
      int step = Float.isInfinite(x) ? 0 : x == 0 ? 3 : Math.abs(x) < Float.MIN_NORMAL ? 2 : 1;
      index = negative ? 2 + step : 9 - step;
    }
    return 1 << index | 1 << 10 | (named >> index & 1) << 11;
  }

  /** The nearest number of 16 bits, as a float's bits. */
  private static int brain(int bits) {
    return Float.isNaN(f(bits)) ? bits : bits + 0x7fff + (bits >>> 16 & 1) & 0xffff_0000;
  }
}
