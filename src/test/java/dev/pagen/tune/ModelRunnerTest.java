package dev.pagen.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.count.Batch;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Predicted;
import dev.pagen.tune.Outcome.Rejected;
import dev.pagen.tune.SweepResult.End;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep that compiles, emulates and predicts. */
class ModelRunnerTest {
  private static final AttentionSpec ATTENTION = TuningFixture.ATTENTION;

  private static ModelRunner runner(AttentionSpec attention) {
    return new ModelRunner(attention, Target.GFX942, new Batch(64, 1, 300), 3);
  }

  @TempDir private Path folder;

  @Test
  void aSmallSweepRanksWhatItEmulated() throws InterruptedException {
    SearchSpace space =
        TuningFixture.space(
            Map.of(
                TuningParameter.BUFFERING, List.of("1", "2"),
                TuningParameter.K_PATH, List.of("direct", "lds")));
    assertThat(space.size()).isEqualTo(4);
    TuningStore store = new TuningStore(folder.resolve("store.jsonl"));
    List<Progress> progress = new ArrayList<>();
    try (Sweep sweep =
        new Sweep(
            space,
            Strategy.Kind.GREEDY.over(space, 1),
            Kernels.of(TestBuilder.shared()),
            List.of(runner(ATTENTION)),
            store,
            SweepSettings.of(Duration.ofHours(5)))) {
      SweepResult result = sweep.run(List.of(), progress::add);
      assertThat(result.end()).isEqualTo(End.COMPLETE);
      assertThat(result.ranked()).hasSize(4);
      assertThat(result.ranked())
          .extracting(TuningRecord::outcome)
          .allSatisfy(
              outcome -> {
                Predicted predicted = (Predicted) outcome;
                assertThat(predicted.low()).isPositive().isLessThanOrEqualTo(predicted.high());
                assertThat(predicted.cost()).isGreaterThan(1);
              });
      assertThat(store.read().records()).hasSize(4);
      ChosenTuning found =
          Tunings.of(store.file())
              .tuningFor(
                  ATTENTION,
                  Target.GFX942,
                  Optional.empty(),
                  new WorkloadSize(60, 280),
                  Kernels.of(TestBuilder.shared())::key);
      assertThat(found.tuning()).isEqualTo(result.best().orElseThrow().kernel().tuning());
      assertThat(found.origin().orElseThrow().toString()).contains("predicted by a model of");
      assertThat(found.notices()).isEmpty();
    }
    assertThat(progress).hasSize(4);
  }

  /** The two kernels of aiter's pull request 1479, 100 us and 88 us, as tunings of this project. */
  @Test
  void theNewerOfTheTwoKnownKernelsIsRankedBeforeTheOlder() {
    AttentionSpec seed =
        AttentionSpec.of(128, 6, 1, DataType.BF16, 1, KvLayout.NHD).withSoftCap(30);
    ModelRunner runner = new ModelRunner(seed, Target.GFX950, new Batch(512, 1, 2048), 1);
    Predicted older = predict(runner, seed, 1, "direct", false);
    Predicted newer = predict(runner, seed, 2, "lds", true);
    assertThat(newer.cost()).isLessThan(0.95 * older.cost());
  }

  private static Predicted predict(
      ModelRunner runner, AttentionSpec attention, int buffering, String kPath, boolean hint) {
    Map<TuningParameter, String> choices =
        Map.of(
            TuningParameter.BUFFERING, String.valueOf(buffering),
            TuningParameter.K_PATH, kPath,
            TuningParameter.NON_TEMPORAL, String.valueOf(hint),
            TuningParameter.PARTITION, "256",
            TuningParameter.TILE, "16",
            TuningParameter.REDUCE, "kernel",
            TuningParameter.WAVES_PER_EU, "0");
    Tuning tuning = new TuningChoices(choices).resolve(attention, Target.GFX950);
    BuiltKernel built =
        TestBuilder.shared().build(new KernelSpec(attention, tuning, Target.GFX950));
    return (Predicted) runner.measure(built, 0);
  }

  @Test
  void aWrongKernelIsNotRanked() {
    AttentionSpec other = ATTENTION.withSoftCap(1);
    BuiltKernel asked = built(other);
    BuiltKernel mixed =
        new BuiltKernel(
            "mixed", asked.rendered(), built(ATTENTION).result(), built(ATTENTION).listing());
    Outcome outcome = runner(other).measure(mixed, 16);
    assertThat(outcome).isInstanceOf(Rejected.class);
    assertThat(((Rejected) outcome).cause()).isEqualTo(Cause.WRONG);
  }

  private static BuiltKernel built(AttentionSpec attention) {
    return TestBuilder.shared()
        .build(
            new KernelSpec(
                attention,
                KernelDesign.of(attention, Target.GFX942).defaultTuning(),
                Target.GFX942));
  }
}
