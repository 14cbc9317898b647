package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels with ALiBi slopes, with and without the other features. */
class AlibiTest {
  private static final int[] CONTEXTS = {0, 1, 17, 256, 300, 1300};
  private static final AttentionSpec BF16 =
      AttentionSpec.of(64, 10, 2, DataType.BF16, 3, KvLayout.NHD).withAlibi();

  private static KernelSpec kernel(AttentionSpec attention, Target target, String... choices) {
    return new KernelSpec(
        attention,
        new TuningChoices(
                Map.of(
                    TuningParameter.K_PATH,
                    choices[0],
                    TuningParameter.PARTITION,
                    choices[1],
                    TuningParameter.REDUCE,
                    choices[2]))
            .resolve(attention, target),
        target);
  }

  private static Workload draw(KernelSpec spec, InputDistribution distribution) {
    return Workload.draw(
        spec.attention(), spec.target(), CONTEXTS, distribution, PageOrder.SHUFFLED, 41);
  }

  @ParameterizedTest
  @CdnaTargets
  void everyDistributionWithACapAndAWindowAndWithout(Target target) {
    AttentionSpec fp16 = AttentionSpec.of(128, 7, 1, DataType.FP16, 16, KvLayout.HND).withAlibi();
    for (InputDistribution distribution : InputDistribution.values()) {
      for (KernelSpec spec :
          new KernelSpec[] {
            kernel(BF16, target, "lds", "256", "kernel"),
            kernel(BF16.withSoftCap(30), target, "direct", "0", "last-workgroup"),
            kernel(fp16.withWindow(290), target, "lds", "100", "last-workgroup")
          }) {
        assertThat(EmulatedRuns.verify(spec, draw(spec, distribution), Placement.PADDED))
            .as("%s, %s", spec.name(), distribution)
            .matches(Comparison::passed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"256", "2048"})
  void rowsCopiedToLds(String partition) {
    AttentionSpec attention =
        AttentionSpec.of(128, 6, 1, DataType.BF16, 16, KvLayout.NHD).withAlibi();
    KernelSpec spec = kernel(attention, Target.GFX950, "copy", partition, "last-workgroup");
    assertThat(EmulatedRuns.verify(spec, draw(spec, InputDistribution.NORMAL), Placement.DENSE))
        .matches(Comparison::passed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "column_head = first_head + min(c, GQA_RATIO - 1); | column_head = min(c, GQA_RATIO - 1);",
        "column_head = first_head + min(c, GQA_RATIO - 1); | column_head = first_head;",
        "(scores[u][r], token, 16 * u + r) | (scores[u][r], token, 16 * u)"
      })
  void aSlopeOfAnotherHeadOrTokenIsFound(String from, String to) {
    KernelSpec spec = kernel(BF16, Target.GFX942, "lds", "0", "last-workgroup");
    Workload workload = draw(spec, InputDistribution.NORMAL);
    assertThat(EmulatedRuns.verifyChanged(spec, from, to, workload, Placement.DENSE).passed())
        .isFalse();
  }
}
