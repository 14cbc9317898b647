package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernels' own arithmetic against float64: the soft cap, and the conversions to 16 bits. What
 * counts in an exponent of two is its absolute error: 2^-12 there is 1.7e-4 of a probability, a
 * tenth of what bf16 rounds away. Beyond some thousands a float has no room for that, and a few of
 * its last places are as exact as a kernel without a cap is.
 */
class FastMathTest {
  private static final double LOG2_E = 1 / Math.log(2);
  private static final double SCALE = 1 / Math.sqrt(128);
  private static final int COUNT = 1 << 14;

  /** Caps up to this have a formula of their own. */
  private static final double LARGEST_BRIEF = 100;

  /** What an exponent may be off by, whatever the cap. */
  private static double bound(double logit) {
    return Math.max(0x1p-13, 8 * 0x1p-23 * Math.abs(logit));
  }

  @ParameterizedTest
  @CsvSource({
    "GFX90A,30,0.088388",
    "GFX942,100,0.088388",
    "GFX950,1e-3,0.088388",
    "GFX942,1.2e-38,2",
    "GFX942,1e6,0.088388",
    "GFX950,1e9,1e-30",
    "GFX90A,30,1e30",
    "GFX942,3.4e38,0.088388"
  })
  void theCompiledSoftCapIsRightInUnitsOfAnExponent(Target target, double cap, double scale) {
    float[] scores = scores(cap / scale);
    AttentionSpec attention =
        AttentionSpec.of(128, 6, 1, DataType.BF16, 1, KvLayout.NHD)
            .with(spec -> spec.softCap(cap).scale(scale));
    float[] logits = probe(target, attention, "Variant{}.logit(x, 0, 0)", scores);
    for (int i = 0; i < COUNT; i++) {
      assertClose(scores[i], logits[i], cap, scale);
    }
  }

  /** Which is what a kernel had that was off by 1.2e-2. */
  @Test
  void theFormulaOfSmallCapsIsFoundUnderALargeOne() {
    AttentionSpec attention =
        AttentionSpec.of(128, 8, 2, DataType.FP16, 16, KvLayout.NHD).withSoftCap(1e6).withLse();
    KernelSpec spec =
        new KernelSpec(
            attention, KernelDesign.of(attention, Target.GFX942).defaultTuning(), Target.GFX942);
    Workload workload =
        Workload.draw(
            attention,
            Target.GFX942,
            new int[] {1, 17, 300},
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            1);
    assertThat(EmulatedRuns.verify(spec, workload, Placement.DENSE)).matches(Comparison::passed);
    Comparison changed =
        EmulatedRuns.verifyChanged(spec, "square < 0.25f", "false", workload, Placement.DENSE);
    assertThat(changed)
        .matches(c -> c.relativeL2() > c.limits().relativeL2() && c.lseShare() > 1 && !c.passed());
  }

  /** Hardware's exp2 and reciprocal may be one unit in the last place off, either way. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e-3, 0.5, 5, 20, 30, 50, LARGEST_BRIEF})
  void aSmallSoftCapBearsTheLastPlaceOfHardwaresFunctions(double cap) {
    float factor = (float) (2 * LOG2_E * SCALE / cap);
    float c = (float) (cap * LOG2_E);
    for (float score : scores(cap / SCALE)) {
      for (int nudges = 0; nudges < 9; nudges++) {
        float e = nudge((float) Math.pow(2, score * factor), nudges % 3 - 1);
        float r = nudge(1 / (1 + e), nudges / 3 - 1);
        assertClose(score, Math.fma(-2 * c, r, c), cap, SCALE);
      }
    }
  }

  @Test
  void anyOtherSoftCapBearsTheLastPlaceOfHardwaresFunctions() {
    Random random = new Random(9);
    for (int i = 0; i < 200; i++) {
      float cap = (float) Math.pow(2, -126 + 253 * random.nextDouble());
      float inverse = 1 / cap;
      for (float score : Arrays.copyOf(scores(cap / SCALE), 600)) {
        float uncapped = score * (float) SCALE;
        float x = uncapped * inverse;
        float square = x * x;
        float bend = Math.fma(Math.fma(0.017256994f, square, -0.053052952f), square, 0.13325987f);
        bend = Math.fma(bend, square, -0.33333148f);
        for (int nudges = 0; nudges < 9; nudges++) {
          float e = nudge((float) Math.pow(2, x * (float) (2 * LOG2_E)), nudges % 3 - 1);
          float r = nudge(1 / (1 + e), nudges / 3 - 1);
          float level = cap * Math.fma(-2, r, 1);
          float capped = square < 0.25f ? Math.fma(uncapped, square * bend, uncapped) : level;
          assertClose(score, capped * (float) LOG2_E, cap, SCALE);
        }
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void bf16IsTheNearestNumber(Target target) {
    float[] numbers = numbers();
    float[] packed =
        probe(target, DataType.BF16, "__builtin_bit_cast(float, pack(x, -x) << 16)", numbers);
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
        probe(target, DataType.FP16, "__builtin_bit_cast(float, pack(-x, x) >> 16)", numbers);
    for (int i = 0; i < COUNT; i++) {
      assertThat((short) Float.floatToRawIntBits(packed[i]))
          .as("%s", numbers[i])
          .isEqualTo(Float.floatToFloat16(numbers[i]));
    }
  }

  private static void assertClose(float score, float logit, double cap, double scale) {
    double expected = cap * Math.tanh(score * scale / cap) * LOG2_E;
    double error = logit == (float) expected ? 0 : Math.abs(logit - expected);
    if (!(error <= bound(expected))) {
      throw new AssertionError(
          "cap %s, score %s: %s is %.3g off".formatted(cap, score, logit, error));
    }
  }

  private static float nudge(float value, int ulps) {
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(value) + (value == 0 || Float.isInfinite(value) ? 0 : ulps));
  }

  /**
   * All over the range where the cap bends, beyond it, and next to nothing.
   *
   * @param bend a score that the cap would be reached with if it did not bend
   */
  private static float[] scores(double bend) {
    Random random = new Random(7);
    float[] scores = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      double magnitude =
          switch (i % 4) {
            case 0 -> 3 * bend * random.nextDouble();
            case 1 -> 100 * bend * random.nextDouble();
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

  private static float[] probe(Target target, DataType dtype, String expression, float[] inputs) {
    return probe(target, AttentionSpec.of(128, 6, 1, dtype, 1, KvLayout.NHD), expression, inputs);
  }

  private static float[] probe(
      Target target, AttentionSpec attention, String expression, float[] inputs) {
    KernelSpec spec =
        new KernelSpec(attention, KernelDesign.of(attention, target).defaultTuning(), target);
    return Probe.run(spec, "float", expression, MemorySegment.ofArray(inputs))
        .toArray(ValueLayout.JAVA_FLOAT);
  }
}
