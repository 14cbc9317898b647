package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels with attention sinks, which count once, whoever merges and however many partitions. */
class AttentionSinkTest {
  private static final int[] CONTEXTS = {0, 1, 17, 256, 300, 1300};
  private static final AttentionSpec BF16 =
      AttentionSpec.of(64, 10, 2, DataType.BF16, 3, KvLayout.NHD).withSinks();

  private static KernelSpec kernel(
      AttentionSpec attention, Target target, String partition, String reduce) {
    return new KernelSpec(
        attention,
        new TuningChoices(
                Map.of(TuningParameter.PARTITION, partition, TuningParameter.REDUCE, reduce))
            .resolve(attention, target),
        target);
  }

  private static Workload draw(KernelSpec spec, InputDistribution distribution) {
    return Workload.draw(
        spec.attention(), spec.target(), CONTEXTS, distribution, PageOrder.SHUFFLED, 51);
  }

  @ParameterizedTest
  @CdnaTargets
  void everyDistributionWhoeverMerges(Target target) {
    AttentionSpec fp16 = AttentionSpec.of(128, 7, 1, DataType.FP16, 16, KvLayout.HND).withSinks();
    for (InputDistribution distribution : InputDistribution.values()) {
      for (KernelSpec spec :
          new KernelSpec[] {
            kernel(BF16, target, "256", "kernel"),
            kernel(BF16.withSoftCap(30), target, "256", "last-workgroup"),
            kernel(BF16.withSoftCap(30).withAlibi(), target, "4096", "kernel"),
            kernel(fp16.withWindow(290), target, "100", "last-workgroup")
          }) {
        assertThat(EmulatedRuns.verify(spec, draw(spec, distribution), Placement.PADDED))
            .as("%s, %s", spec.name(), distribution)
            .matches(Comparison::passed);
      }
    }
  }

  /** Hy4's layers, over lists of selected tokens; DeepSeek V4's with a window alone. */
  @ParameterizedTest
  @CsvSource({"GFX90A,576,false", "GFX942,512,true", "GFX950,576,false"})
  void latentsHaveSinks(Target target, int keySize, boolean window) {
    KernelSpec spec = kernel(latent(keySize, window), target, "64", "last-workgroup");
    assertThat(EmulatedRuns.verify(spec, draw(spec, InputDistribution.NORMAL), Placement.PADDED))
        .matches(Comparison::passed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Variant::add_sink(sink, total, row_sum, row_max); |",
        "Variant::add_sink(sinks[head], factor, row_sum, row_max); |"
      })
  void aLatentsSinkThatDoesNotCountIsFound(String from, String to) {
    KernelSpec spec = kernel(latent(576, false), Target.GFX942, "64", "last-workgroup");
    Workload workload = draw(spec, InputDistribution.NORMAL);
    String changed = to == null ? "" : to;
    assertThat(EmulatedRuns.verifyChanged(spec, from, changed, workload, Placement.DENSE).passed())
        .isFalse();
  }

  private static AttentionSpec latent(int keySize, boolean window) {
    return AttentionSpec.of(keySize, 16, 1, DataType.BF16, 16, KvLayout.NHD)
        .with(spec -> spec.latent(512).scale(0.0625).sinks(true).lse(LogSumExp.NATURAL))
        .with(spec -> window ? spec.window(128) : spec.selection(new Selection.Tokens()));
  }

  /** A sink that takes nearly all of the softmax, and one that takes nothing. */
  @ParameterizedTest
  @ValueSource(doubles = {-1e30, -200, 10, 200, 1e30, Double.NEGATIVE_INFINITY})
  void sinksBeyondAllLogits(double sink) {
    for (String partition : new String[] {"256", "4096"}) {
      for (AttentionSpec attention : new AttentionSpec[] {BF16, BF16.withSoftCap(30)}) {
        KernelSpec spec = kernel(attention, Target.GFX942, partition, "last-workgroup");
        Workload workload = draw(spec, InputDistribution.NORMAL);
        Arrays.fill(workload.heads().sinks(), (float) sink);
        assertThat(EmulatedRuns.verify(spec, workload, Placement.DENSE))
            .matches(
                sink > 100 ? c -> c.nans() == 0 && c.maxAbsolute() < 1e-9 : Comparison::passed);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "if (single_split) { | Variant::add_sink(sinks[head], total, row_sum, row_max);"
            + " if (single_split) {",
        "Variant::add_sink(sinks[head], total, row_sum, row_max); |",
        "Variant::add_sink(sink, total, row_sum, row_max); |"
            + " Variant::add_sink(sink, total, row_sum, row_max);"
            + " Variant::add_sink(sink, total, row_sum, row_max);",
        "sinks[head], own_lane | sinks[first_head], own_lane",
        "const float exponent = sink * LOG2_E; | const float exponent = sink;"
      })
  void aSinkThatCountsTwiceOrNotAtAllIsFound(String from, String to) {
    KernelSpec spec = kernel(BF16, Target.GFX942, "256", "last-workgroup");
    String changed = to == null ? "" : to;
    Workload workload = draw(spec, InputDistribution.NORMAL);
    assertThat(EmulatedRuns.verify(spec, workload, Placement.DENSE)).matches(Comparison::passed);
    assertThat(EmulatedRuns.verifyChanged(spec, from, changed, workload, Placement.DENSE).passed())
        .isFalse();
  }
}
