package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.attention.Plan;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.observe.CounterSnapshot;
import dev.pagen.emulator.observe.Counters;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernels with a sliding window see its tokens, and touch nothing before them. */
class SlidingWindowTest {
  private static final int[] CONTEXTS = {0, 1, 99, 100, 101, 356, 357, 1300};

  private static KernelSpec spec(Target target, int window, Map<TuningParameter, String> choices) {
    AttentionSpec attention =
        AttentionSpec.of(64, 6, 2, DataType.BF16, 12, KvLayout.HND).withWindow(window);
    return new KernelSpec(attention, new TuningChoices(choices).resolve(attention, target), target);
  }

  private static Workload draw(KernelSpec spec, int[] contexts, InputDistribution distribution) {
    return Workload.draw(
        spec.attention(), spec.target(), contexts, distribution, PageOrder.SHUFFLED, 31);
  }

  @ParameterizedTest
  @CsvSource({
    "GFX90A,100,0,last-workgroup,lds",
    "GFX942,100,0,kernel,direct",
    "GFX942,1,0,last-workgroup,lds",
    "GFX942,1299,256,kernel,lds",
    "GFX950,100,37,last-workgroup,lds",
    "GFX950,5000,256,last-workgroup,direct",
    "GFX950,356,256,kernel,lds"
  })
  void nothingBeforeTheWindowMatters(
      Target target, int window, String partition, String reduce, String keys) {
    KernelSpec spec =
        spec(
            target,
            window,
            Map.of(
                TuningParameter.PARTITION, partition,
                TuningParameter.REDUCE, reduce,
                TuningParameter.K_PATH, keys));
    for (InputDistribution distribution : InputDistribution.values()) {
      assertThat(
              EmulatedRuns.verify(
                  spec,
                  draw(spec, CONTEXTS, distribution),
                  Placement.PADDED,
                  ExecutionObserver.NONE))
          .as("%s", distribution)
          .matches(Comparison::passed);
    }
  }

  /** Two long sequences of which queries see 512 tokens: nothing else much is asked for. */
  @ParameterizedTest
  @CdnaTargets
  void asManyBytesAreReadAsTheWindowHas(Target target) {
    int window = 512;
    KernelSpec spec = spec(target, window, Map.of(TuningParameter.PARTITION, "512"));
    Counters counters = new Counters(target);
    Workload workload = draw(spec, new int[] {4096, 4095}, InputDistribution.NORMAL);
    assertThat(EmulatedRuns.verify(spec, workload, Placement.DENSE, counters))
        .matches(Comparison::passed);
    CounterSnapshot decode = counters.kernels().get(Role.DECODE.symbol());
    AttentionSpec attention = spec.attention();
    long cacheBytes = 2L * 2 * window * attention.kvHeads() * attention.rowBytes();
    assertThat(decode.bytesAsked()).isBetween(cacheBytes, cacheBytes * 105 / 100);
    assertThat(decode.bytesMoved64()).isBetween(cacheBytes, cacheBytes * 107 / 100);
  }

  @Test
  void aPlanCountsTheTokensInReach() {
    KernelSpec spec = spec(Target.GFX942, 300, Map.of(TuningParameter.PARTITION, "256"));
    Plan plan = EmulatedRuns.plan(spec, 3, 1 << 20);
    assertThat(plan.maxPartitions()).isEqualTo(2);
    assertThat(EmulatedRuns.plan(spec, 3, 256).maxPartitions()).isEqualTo(1);
    KernelSpec free = spec(Target.GFX942, 300, Map.of());
    assertThat(EmulatedRuns.plan(free, 3, 1 << 20).partition())
        .isEqualTo(EmulatedRuns.plan(free, 3, 300).partition());
    assertThat(free.attention().reach(299)).isEqualTo(299);
    assertThat(free.attention().reach(301)).isEqualTo(300);
  }

  @Test
  void aWindowThatIsOneTokenOffIsFound() {
    KernelSpec spec = spec(Target.GFX942, 100, Map.of());
    for (String wrong : new String[] {"99", "101"}) {
      Workload workload =
          Workload.draw(
              spec.attention(),
              spec.target(),
              CONTEXTS,
              InputDistribution.NORMAL,
              PageOrder.SHUFFLED,
              32);
      EmulatedRuns.assertFound(
          () ->
              EmulatedRuns.verifyChanged(
                  spec, "WINDOW = 100", "WINDOW = " + wrong, workload, Placement.DENSE));
    }
  }
}
