package dev.pagen.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Support;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningChoices;
import dev.pagen.spec.TuningParameter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;

/** KV caches of 8 bits, with and without scales. */
class QuantisedCacheTest {
  private static final int[] CONTEXTS = {0, 1, 17, 330};
  private static final List<DataType> CACHES =
      List.of(DataType.FP8_E4M3, DataType.FP8_E5M2, DataType.INT8);
  private static final List<Integer> HEAD_SIZES = List.of(64, 128, 80, 128, 32, 96, 192);
  private static final List<DataType> QUERIES = List.of(DataType.BF16, DataType.FP16);

  private static KernelSpec kernel(
      AttentionSpec spec, Target target, Map<TuningParameter, String> choices) {
    return new KernelSpec(spec, new TuningChoices(choices).resolve(spec, target), target);
  }

  /** Distributions, paths of K, depths, layouts, pages and features in turn. */
  @ParameterizedTest
  @CdnaTargets
  void everyDtypeAndGranularity(Target target) {
    InputDistribution[] distributions = InputDistribution.values();
    int run = 0;
    for (DataType cache : CACHES) {
      for (DataType query : QUERIES) {
        for (KvScales scales : KvScales.values()) {
          AttentionSpec spec =
              new AttentionSpecBuilder(HEAD_SIZES.get(run % HEAD_SIZES.size()), 10, 2)
                  .dtype(query)
                  .kvDtype(cache)
                  .kvScales(scales)
                  .pageSize(run % 2 == 0 ? 16 : 7)
                  .layout(run / 2 % 2 == 0 ? KvLayout.NHD : KvLayout.HND)
                  .alibi(run % 5 == 1)
                  .sinks(run % 7 == 1)
                  .build();
          if (run % 3 == 1) {
            spec = spec.withSoftCap(30);
          }
          if (run % 4 == 2) {
            spec = spec.withWindow(290).withLse();
          }
          KernelSpec kernel =
              kernel(
                  spec,
                  target,
                  Map.of(
                      TuningParameter.K_PATH, run % 5 == 2 ? "direct" : "lds",
                      TuningParameter.BUFFERING, String.valueOf(1 + (run + 1) % 3),
                      TuningParameter.PARTITION, run % 3 == 2 ? "256" : "0"));
          if (Support.refusals(kernel).isEmpty()) {
            assertRight(kernel, distributions[run % distributions.length], run);
          }
          run++;
        }
      }
    }
  }

  private static void assertRight(KernelSpec kernel, InputDistribution distribution, long seed) {
    Workload workload =
        Workload.draw(
            kernel.attention(), kernel.target(), CONTEXTS, distribution, PageOrder.SHUFFLED, seed);
    assertThat(EmulatedRuns.verify(kernel, workload, Placement.PADDED))
        .as("%s, %s, %s", kernel.name(), kernel.tuning(), distribution)
        .matches(Comparison::passed);
  }
}
