package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The second output of kernels: the logarithm of each head's denominator. */
class LogSumExpTest {
  private static final int[] CONTEXTS = {0, 1, 17, 256, 300, 1300};
  private static final AttentionSpec BF16 =
      AttentionSpec.of(64, 10, 2, DataType.BF16, 3, KvLayout.NHD).withLse();

  private static KernelSpec kernel(
      AttentionSpec attention, Target target, String partition, String reduce) {
    return new KernelSpec(
        attention,
        new TuningChoices(
                Map.of(TuningParameter.PARTITION, partition, TuningParameter.REDUCE, reduce))
            .resolve(attention, target),
        target);
  }

  private static AttentionSpecBuilder binary(AttentionSpecBuilder spec) {
    return spec.lse(LogSumExp.BASE2);
  }

  private static Workload draw(KernelSpec spec, InputDistribution distribution) {
    return Workload.draw(
        spec.attention(), spec.target(), CONTEXTS, distribution, PageOrder.SHUFFLED, 61);
  }

  @ParameterizedTest
  @CdnaTargets
  void everyDistributionWhoeverMerges(Target target) {
    AttentionSpec fp16 = AttentionSpec.of(128, 7, 1, DataType.FP16, 16, KvLayout.HND).withLse();
    for (InputDistribution distribution : InputDistribution.values()) {
      for (KernelSpec spec :
          new KernelSpec[] {
            kernel(BF16, target, "256", "kernel"),
            kernel(BF16.withSoftCap(30), target, "256", "last-workgroup"),
            kernel(BF16.withSoftCap(30).withSinks(), target, "256", "kernel"),
            kernel(fp16.withSinks().withWindow(290), target, "100", "last-workgroup"),
            kernel(fp16.withAlibi(), target, "4096", "last-workgroup"),
            kernel(fp16.with(LogSumExpTest::binary), target, "256", "last-workgroup"),
            kernel(BF16.withSoftCap(30).with(LogSumExpTest::binary), target, "4096", "kernel")
          }) {
        Comparison comparison =
            EmulatedRuns.verify(spec, draw(spec, distribution), Placement.DENSE);
        assertThat(comparison)
            .as("%s, %s", spec.name(), distribution)
            .matches(Comparison::passed)
            .matches(c -> c.lseError() > 0);
      }
    }
  }

  @Test
  void anEmptySumHasNegativeInfinity() {
    KernelSpec spec = kernel(BF16, Target.GFX942, "0", "kernel");
    Workload workload = draw(spec, InputDistribution.NORMAL);
    assertThat(Reference.logSumExp(workload)).startsWith(Double.NEGATIVE_INFINITY);
    assertThat(EmulatedRuns.verify(spec, workload, Placement.DENSE)).matches(Comparison::passed);
  }

  @Test
  void theBaseIsThatOfTheSpec() {
    KernelSpec natural = kernel(BF16, Target.GFX942, "0", "kernel");
    KernelSpec binary = kernel(BF16.with(LogSumExpTest::binary), Target.GFX942, "0", "kernel");
    double[] e = Reference.logSumExp(draw(natural, InputDistribution.NORMAL));
    double[] two = Reference.logSumExp(draw(binary, InputDistribution.NORMAL));
    for (int i = 0; i < e.length; i++) {
      assertThat(Math.pow(2, two[i])).isCloseTo(Math.exp(e[i]), Percentage.withPercentage(1e-9));
    }
    Comparison mixedUp =
        EmulatedRuns.verifyChanged(
            binary,
            "return (row_max + fast_log2(row_sum))",
            "return (row_max + fast_log2(row_sum)) * 0.6931472f",
            draw(binary, InputDistribution.NORMAL),
            Placement.DENSE);
    assertThat(mixedUp.passed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* LN_2 | ",
        "if (lane == 0) *lse = log_sum_exp(row_sum, row_max); |",
        "(row_max + fast_log2(row_sum)) | (fast_log2(row_sum))",
        "SEQUENCE_ROWS + head; | SEQUENCE_ROWS + first_head;"
      })
  void aWrongLogarithmIsFound(String from, String to) {
    KernelSpec spec = kernel(BF16, Target.GFX942, "256", "last-workgroup");
    Comparison comparison =
        EmulatedRuns.verifyChanged(
            spec,
            from,
            to == null ? "" : to,
            draw(spec, InputDistribution.NORMAL),
            Placement.DENSE);
    assertThat(comparison.lseError()).isGreaterThan(comparison.limits().lse());
    assertThat(comparison.passed()).isFalse();
    assertThat(comparison.nans()).isZero();
  }
}
