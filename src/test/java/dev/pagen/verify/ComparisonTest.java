package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.Target;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a verdict makes of numbers that are not ordinary; every pass has its failure beside it. */
class ComparisonTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final int SIZE = 64;

  private static Workload workload(DataType type, DataType out, LogSumExp lse, Target target) {
    AttentionSpec spec =
        AttentionSpec.of(SIZE, 1, 1, type, 4, KvLayout.NHD)
            .with(builder -> builder.outDtype(out).lse(lse));
    return Workload.draw(
        spec, target, new int[] {5}, InputDistribution.NORMAL, PageOrder.SEQUENTIAL, 3);
  }

  private static Comparison compare(
      DataType type, Target target, IntToDoubleFunction expected, IntToDoubleFunction actual) {
    return compare(workload(type, type, LogSumExp.NONE, target), expected, actual);
  }

  private static Comparison compare(
      Workload workload, IntToDoubleFunction expected, IntToDoubleFunction actual) {
    double[] right = new double[SIZE];
    Arrays.setAll(right, expected);
    MemorySegment elements = Arena.ofAuto().allocate(4L * SIZE, 64);
    for (int e = 0; e < SIZE; e++) {
      if (workload.out().coded().isPresent()) {
        workload.out().coded().get().set(elements, e, actual.applyAsDouble(e));
      } else {
        elements.setAtIndex(ValueLayout.JAVA_FLOAT, e, (float) actual.applyAsDouble(e));
      }
    }
    return Comparison.of(workload, right, new DeviceWorkload.Output(elements, new float[0], 0));
  }

  private static double ordinary(int e) {
    return (e + 1) / 64.0;
  }

  /** Ordinary numbers, and one of another kind. */
  private static IntToDoubleFunction with(double odd) {
    return e -> e == 9 ? odd : ordinary(e);
  }

  @ParameterizedTest
  @CsvSource({
    "Infinity, Infinity, true",
    "-Infinity, -Infinity, true",
    "NaN, NaN, false",
    "Infinity, -Infinity, false",
    "Infinity, 65504, false",
    "Infinity, NaN, true",
    "NaN, Infinity, false",
    "NaN, 0.5, false",
    "0.5, NaN, false",
    "0.5, Infinity, false"
  })
  void infinityIsRightWhereTheReferenceHasItAndNaNAtMostThere(
      double expected, double actual, boolean right) {
    for (DataType type : new DataType[] {DataType.FP16, DataType.BF16}) {
      for (DataType out : new DataType[] {type, DataType.FP32}) {
        Workload workload = workload(type, out, LogSumExp.NONE, Target.GFX942);
        assertThat(compare(workload, with(expected), with(actual)).passed()).isEqualTo(right);
      }
    }
  }

  @Test
  void anInfinityHidesNoOtherError() {
    IntToDoubleFunction odd = with(INFINITY);
    assertThat(compare(DataType.FP16, Target.GFX942, odd, odd)).matches(Comparison::passed);
    assertThat(compare(DataType.FP16, Target.GFX942, odd, e -> e == 3 ? 0.1 : odd.applyAsDouble(e)))
        .matches(c -> c.worst().orElseThrow().ulps() > 4 && !c.passed());
    assertThat(compare(DataType.FP16, Target.GFX942, odd, e -> odd.applyAsDouble(e) * 1.001))
        .matches(c -> c.relativeL2() > 6e-4 && !c.passed());
  }

  /** fp16 ends at 65504, and rounds to infinity from 65520 on. */
  @ParameterizedTest
  @CsvSource({
    "65519, 65504, true",
    "65519, Infinity, true",
    "70000, Infinity, true",
    "1e30, Infinity, true",
    "65000, Infinity, false",
    "70000, 60000, false"
  })
  void roundingMayReachInfinityAndNothingElseMay(double expected, double actual, boolean right) {
    IntToDoubleFunction all = e -> 60000;
    Comparison comparison =
        compare(
            DataType.FP16,
            Target.GFX942,
            e -> e == 9 ? expected : all.applyAsDouble(e),
            e -> e == 9 ? actual : all.applyAsDouble(e));
    assertThat(comparison.passed()).isEqualTo(right);
  }

  @ParameterizedTest
  @CsvSource({"FP16,-24", "BF16,-133"})
  void denormalOutputsMayBeRoundedAndNoMore(DataType type, int exponent) {
    double unit = Math.scalb(1.0, exponent);
    IntToDoubleFunction tiny = e -> (e % 7 + 0.4) * unit;
    assertThat(compare(type, Target.GFX942, tiny, tiny)).matches(Comparison::passed);
    assertThat(compare(type, Target.GFX942, tiny, e -> (e % 7 + 1) * unit).passed()).isFalse();
    assertThat(compare(type, Target.GFX942, tiny, e -> 0).passed()).isFalse();
    assertThat(compare(type, Target.GFX942, e -> unit / 3, e -> 0)).matches(Comparison::passed);
    assertThat(compare(type, Target.GFX942, e -> unit / 3, e -> 6 * unit).passed()).isFalse();
  }

  /** gfx90a's matrix instructions give no denormal floats, which are those of bf16. */
  @Test
  void whatGfx90aFlushesIsRightThereAlone() {
    IntToDoubleFunction tiny = e -> 1e-39;
    assertThat(compare(DataType.BF16, Target.GFX90A, tiny, e -> 0)).matches(Comparison::passed);
    assertThat(compare(DataType.BF16, Target.GFX942, tiny, e -> 0).passed()).isFalse();
    assertThat(compare(DataType.BF16, Target.GFX90A, e -> 1e-37, e -> 0).passed()).isFalse();
    assertThat(compare(DataType.FP16, Target.GFX90A, e -> 1e-5, e -> 0).passed()).isFalse();
  }

  @Test
  void zerosAreJudgedByThemselves() {
    assertThat(compare(DataType.BF16, Target.GFX942, e -> 0, e -> -0.0))
        .matches(Comparison::passed)
        .matches(c -> c.relativeL2() == 0);
    assertThat(compare(DataType.BF16, Target.GFX942, e -> 0, e -> e == 5 ? 1e-30 : 0).passed())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "FP16, -22775.5, 0.76, true",
    "FP16, -22775.5, 9, false",
    "FP16, 1e30, 7, true",
    "FP16, 1e30, 9, false",
    "FP16, 3, 1000, true",
    "FP16, 3, 3000, false",
    "BF16, 3, 16000, true",
    "BF16, 3, 18000, false",
    "BF16, -22775.5, 7, true",
    "BF16, -22775.5, 9, false",
    "FP16, 0.0001, 1e7, true"
  })
  void aLogarithmMayBeOffByALittleOrByAFewOfItsLastPlaces(
      DataType type, float expected, float ulps, boolean right) {
    AttentionSpec spec = AttentionSpec.of(SIZE, 1, 1, type, 4, KvLayout.NHD).withLse();
    float actual = expected + ulps * Math.ulp(expected);
    LogarithmErrors errors =
        LogarithmErrors.of(spec, new double[] {expected}, new float[] {actual});
    assertThat(errors.share() <= 1).isEqualTo(right);
  }

  @ParameterizedTest
  @CsvSource({
    "-Infinity, -Infinity, true",
    "NaN, NaN, false",
    "-1e39, -Infinity, true",
    "-Infinity, -100, false",
    "-Infinity, NaN, false",
    "-Infinity, Infinity, false",
    "5, -Infinity, false",
    "5, NaN, false",
    "NaN, 5, false"
  })
  void aLogarithmIsInfiniteWhereTheReferenceIsAndNeverNaN(
      double expected, float actual, boolean right) {
    AttentionSpec spec =
        AttentionSpec.of(SIZE, 1, 1, DataType.BF16, 4, KvLayout.NHD)
            .with(builder -> builder.lse(LogSumExp.BASE2));
    LogarithmErrors errors =
        LogarithmErrors.of(spec, new double[] {1, expected}, new float[] {1, actual});
    assertThat(errors.share() <= 1).isEqualTo(right);
  }
}
