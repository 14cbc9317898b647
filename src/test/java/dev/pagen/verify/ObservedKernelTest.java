package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.observe.CounterSnapshot;
import dev.pagen.emulator.observe.Counters;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.Specs;
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

/** The compiled kernels pass every check of the emulator, and do what their counters should say. */
class ObservedKernelTest {
  private static final int[] RAGGED = {1, 255, 0, 256, 257, 17, 700};

  @ParameterizedTest
  @CdnaTargets
  void theSeedConfigurationPassesAllChecks(Target target) {
    runChecked(Specs.seed(target), RAGGED);
  }

  @ParameterizedTest
  @CsvSource({
    "GFX90A, 1, direct, direct, 16",
    "GFX942, 2, lds, direct, 32",
    "GFX942, 4, direct, direct, 16",
    "GFX950, 3, lds, lds, 32",
    "GFX950, 2, direct, lds, 16"
  })
  void everyPathPassesAllChecks(
      Target target, String buffering, String keys, String values, String tile) {
    AttentionSpec spec = AttentionSpec.of(128, 8, 2, DataType.BF16, 16, KvLayout.NHD);
    Map<TuningParameter, String> choices =
        Map.of(
            TuningParameter.BUFFERING, buffering,
            TuningParameter.K_PATH, keys,
            TuningParameter.V_PATH, values,
            TuningParameter.TILE, tile);
    runChecked(
        new KernelSpec(spec, new TuningChoices(choices).resolve(spec, target), target),
        new int[] {300, 5, 64});
  }

  /**
   * Two sequences of 2048 tokens, not split, as in a large batch: every byte of K and V is asked
   * for once, nothing else much.
   */
  @ParameterizedTest
  @CdnaTargets
  void theSeedConfigurationReadsTheCacheOnceAndHasNoBankConflicts(Target target) {
    KernelSpec seed = Specs.seed(target);
    KernelSpec spec = new KernelSpec(seed.attention(), seed.tuning().withPartition(2048), target);
    Counters counters = new Counters(target);
    run(spec, new int[] {2048, 2048}, Placement.DENSE, counters);
    CounterSnapshot decode = counters.kernels().get(Role.DECODE.symbol());
    AttentionSpec attention = spec.attention();
    long cacheBytes =
        2L * 2048 * 2 * attention.kvHeads() * attention.headSize() * attention.kvDtype().bytes();
    assertThat(decode.bytesAsked()).isBetween(cacheBytes, cacheBytes * 103 / 100);
    assertThat(decode.bytesMoved64()).isBetween(cacheBytes, cacheBytes * 103 / 100);
    assertThat(decode.matrixInstructions()).isPositive();
    // The swizzle of the staged K tiles, and the layout of the epilogue's partial results.
    assertThat(decode.ldsAccesses()).isPositive();
    assertThat(decode.conflicts()).isEmpty();
  }

  private static void runChecked(KernelSpec spec, int[] contexts) {
    for (Placement placement : Placement.values()) {
      run(spec, contexts, placement, ExecutionChecks.all());
    }
  }

  private static void run(
      KernelSpec spec, int[] contexts, Placement placement, ExecutionObserver observer) {
    Workload workload =
        Workload.draw(
            spec.attention(),
            spec.target(),
            contexts,
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            20261122);
    assertThat(EmulatedRuns.verify(spec, workload, placement, observer))
        .matches(Comparison::passed);
  }
}
