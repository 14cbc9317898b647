package dev.pagen.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernels' own arithmetic against float64: the soft cap, which is made of one {@code exp2} and
 * one reciprocal, and the conversions to 16 bits. What counts in an exponent of two is its absolute
 * error: 2^-12 there is 1.7e-4 of a probability, a tenth of what bf16 rounds away.
 */
class FastMathTest {
  private static final double LOG2_E = 1 / Math.log(2);
  private static final double SCALE = 1 / Math.sqrt(128);
  private static final int COUNT = 1 << 14;

  /** Twice the cap in powers of two, times three roundings of what lies between 0 and 1. */
  private static double bound(double cap) {
    return 2 * cap * LOG2_E * 3 * 0x1p-24;
  }

  @ParameterizedTest
  @CsvSource({"GFX90A,30", "GFX942,30", "GFX950,30", "GFX942,20", "GFX950,50", "GFX950,5"})
  void theCompiledSoftCapIsExactToItsLastBits(Target target, double cap) {
    float[] scores = scores(cap);
    float[] logits = probe(target, DataType.BF16, cap, "logit(x)", scores);
    for (int i = 0; i < COUNT; i++) {
      assertClose(scores[i], logits[i], cap, bound(cap));
    }
  }

  /** Hardware's exp2 and reciprocal may be one unit in the last place off, either way. */
  @ParameterizedTest
  @ValueSource(doubles = {5, 20, 30, 50})
  void theSoftCapBearsTheLastPlaceOfHardwaresFunctions(double cap) {
    float factor = (float) (2 * LOG2_E * SCALE / cap);
    float c = (float) (cap * LOG2_E);
    for (float score : scores(cap)) {
      for (int nudges = 0; nudges < 9; nudges++) {
        float e = nudge((float) Math.pow(2, score * factor), nudges % 3 - 1);
        float r = nudge(1 / (1 + e), nudges / 3 - 1);
        assertClose(score, Math.fma(-2 * c, r, c), cap, 2 * bound(cap));
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void bf16IsTheNearestNumber(Target target) {
    float[] numbers = numbers();
    float[] packed =
        probe(target, DataType.BF16, 30, "__builtin_bit_cast(float, pack(x, -x) << 16)", numbers);
    for (int i = 0; i < COUNT; i++) {
      float below = Float.intBitsToFloat(Float.floatToRawIntBits(numbers[i]) & 0xffff0000);
      float above = Float.intBitsToFloat(Float.floatToRawIntBits(below) + 0x10000);
      double toBelow = Math.abs((double) numbers[i] - below);
      double next = Float.isInfinite(above) ? Math.copySign(0x1p128, above) : above;
      double toAbove = Math.abs(next - numbers[i]);
      boolean nearest =
          packed[i] == below && toBelow <= toAbove || packed[i] == above && toAbove <= toBelow;
      assertThat(nearest).as("%s became %s", numbers[i], packed[i]).isTrue();
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void fp16IsTheNearestNumberTiesToEven(Target target) {
    float[] numbers = numbers();
    float[] packed =
        probe(target, DataType.FP16, 30, "__builtin_bit_cast(float, pack(-x, x) >> 16)", numbers);
    for (int i = 0; i < COUNT; i++) {
      assertThat((short) Float.floatToRawIntBits(packed[i]))
          .as("%s", numbers[i])
          .isEqualTo(Float.floatToFloat16(numbers[i]));
    }
  }

  private static void assertClose(float score, float logit, double cap, double bound) {
    double error = Math.abs(logit - capped(score, cap));
    if (!(error <= bound)) {
      throw new AssertionError("score %s: %s is %.3g off".formatted(score, logit, error));
    }
  }

  private static double capped(float score, double cap) {
    return cap * Math.tanh(score * SCALE / cap) * LOG2_E;
  }

  private static float nudge(float value, int ulps) {
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(value) + (value == 0 || Float.isInfinite(value) ? 0 : ulps));
  }

  /** All over the range where the cap bends, beyond it, and next to nothing. */
  private static float[] scores(double cap) {
    Random random = new Random(7);
    float[] scores = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      double magnitude =
          switch (i % 4) {
            case 0 -> 10 * cap * random.nextDouble();
            case 1 -> 1000 * cap * random.nextDouble();
            case 2 -> Math.pow(2, -30 + 40 * random.nextDouble());
            default -> Math.pow(2, -140 + 150 * random.nextDouble());
          };
      scores[i] = (float) ((random.nextBoolean() ? 1 : -1) * magnitude);
    }
    scores[0] = 0;
    scores[1] = Float.MAX_VALUE;
    scores[2] = -Float.MAX_VALUE;
    return scores;
  }

  /** Of every magnitude, ties between two bf16 numbers among them. */
  private static float[] numbers() {
    Random random = new Random(8);
    float[] numbers = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      int bits = random.nextInt() & 0xff7fffff;
      numbers[i] = Float.intBitsToFloat(i % 4 == 0 ? bits & 0xffff0000 | 0x8000 : bits);
    }
    return numbers;
  }

  private static float[] probe(
      Target target, DataType dtype, double cap, String expression, float[] inputs) {
    AttentionSpec attention = AttentionSpec.of(128, 6, 1, dtype, 1, KvLayout.NHD).withSoftCap(cap);
    KernelSpec spec = KernelSpec.of(attention, Tuning.defaultFor(attention, target), target);
    return Probe.run(spec, "float", expression, MemorySegment.ofArray(inputs))
        .toArray(ValueLayout.JAVA_FLOAT);
  }
}
