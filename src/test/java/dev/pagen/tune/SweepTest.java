package dev.pagen.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.bench.BenchmarkException;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.FailedCompile;
import dev.pagen.compile.TestBuilder;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.Outcome.Rejected;
import dev.pagen.tune.ReplayRunner.Call;
import dev.pagen.tune.SweepResult.End;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps over results that were recorded. */
class SweepTest {
  private static final SearchSpace SPACE =
      TuningFixture.space(
          Map.of(
              TuningParameter.BUFFERING, List.of("1", "2", "3", "4"),
              TuningParameter.WAVES, List.of("2", "4", "8"),
              TuningParameter.TILE, List.of("16", "32"),
              TuningParameter.K_PATH, List.of("direct", "lds")));
  private static final SweepSettings SETTINGS =
      new SweepSettings(Duration.ofHours(2), 3, 16, 256, 4, Duration.ofHours(1));

  @TempDir private Path folder;
  private TuningStore store;
  private final List<Progress> progress = new ArrayList<>();

  @BeforeEach
  void newStore() {
    store = new TuningStore(folder.resolve("store.jsonl"));
  }

  private SweepResult sweep(Kernels kernels, Runner runner, SweepSettings settings)
      throws InterruptedException {
    Strategy strategy = Strategy.Kind.GREEDY.over(SPACE, 1);
    Selection known =
        Selection.of(
            store.read(),
            TuningFixture.ATTENTION,
            Target.GFX942,
            TuningFixture.STAMP,
            TuningFixture::key);
    try (Sweep sweep = new Sweep(SPACE, strategy, kernels, List.of(runner), store, settings)) {
      return sweep.run(known.of(TuningFixture.SIZE), progress::add);
    }
  }

  private static ReplayRunner device() {
    return new ReplayRunner(TuningFixture::outcome, false);
  }

  private static ReplayRunner model() {
    return new ReplayRunner(TuningFixture::outcome, true);
  }

  @Test
  void triesEveryCandidateOnceAndTheFewBestAtLength() throws InterruptedException {
    ReplayRunner runner = device();
    SweepResult result = sweep(new ScriptedKernels(), runner, SETTINGS);
    assertThat(result.end()).isEqualTo(End.COMPLETE);
    assertThat(runner.calls.stream().filter(call -> call.runs() == 16).map(Call::tuning))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(SPACE.tunings());
    assertThat(runner.calls.getFirst().tuning()).isEqualTo(SPACE.start());
    List<Tuning> order =
        SPACE.tunings().stream()
            .filter(t -> TuningFixture.outcome(t, 16) instanceof Ranked)
            .sorted(Comparator.comparingDouble(t -> ((Ranked) TuningFixture.outcome(t, 16)).cost()))
            .toList();
    List<Tuning> finalists =
        runner.calls.stream().filter(call -> call.runs() == 64).map(Call::tuning).toList();
    assertThat(finalists).hasSizeBetween(2, 4).isEqualTo(order.subList(0, finalists.size()));
    assertThat(result.best().orElseThrow().kernel().tuning()).isEqualTo(order.getFirst());
    assertThat(result.standard().orElseThrow().kernel().tuning()).isEqualTo(SPACE.start());
    assertThat(store.read().records()).hasSize(runner.calls.size());
  }

  @Test
  void aShardMeasuresTheStartItselfAndItsBestAsLongAsOthersDo() throws InterruptedException {
    Shard mine = new Shard(1, 2, "n01");
    sweep(new ScriptedKernels(), device(), SETTINGS.withShard(new Shard(2, 2, "n02")));
    assertThat(store.read().records())
        .extracting(TuningRecord::shard)
        .containsOnly(Optional.of(new Shard(2, 2, "n02")));
    ReplayRunner runner = device();
    SweepResult result = sweep(new ScriptedKernels(), runner, SETTINGS.withShard(mine));
    assertThat(runner.calls).extracting(Call::tuning).containsOnly(SPACE.start());
    assertThat(runner.calls).extracting(Call::runs).containsExactly(16, 512);
    TuningRecord best = result.best().orElseThrow();
    TuningRecord start = result.standard().orElseThrow();
    assertThat(best.kernel().tuning()).isNotEqualTo(SPACE.start());
    assertThat(best.runs()).isEqualTo(512).isEqualTo(start.runs());
    assertThat(start.shard()).contains(mine);

    ReplayRunner again = device();
    sweep(new ScriptedKernels(), again, SETTINGS.withShard(mine));
    assertThat(again.calls).as("what this shard has measured already").isEmpty();
  }

  @Test
  void anExactRunnerIsAskedOnce() throws InterruptedException {
    ReplayRunner runner = model();
    sweep(new ScriptedKernels(), runner, SETTINGS);
    assertThat(runner.calls).hasSize(SPACE.size());
  }

  @Test
  void finalistsAreMeasuredUntilTheirIntervalsPart() throws InterruptedException {
    Tuning best = SPACE.tunings().get(5);
    ReplayRunner runner =
        new ReplayRunner(
            (tuning, runs) -> TuningFixture.timed(tuning.equals(best) ? 100 : 150, runs), false);
    sweep(new ScriptedKernels(), runner, SETTINGS);
    assertThat(runner.calls).extracting(Call::runs).containsOnly(16);
  }

  @Test
  void whatFailsIsARecordWithItsReasonAndTheSweepGoesOn() throws InterruptedException {
    ReplayRunner runner =
        new ReplayRunner(
            (tuning, runs) ->
                tuning.waves() == 4
                    ? new Rejected(Cause.WRONG, "differs")
                    : TuningFixture.outcome(tuning, runs),
            true);
    SweepResult result = sweep(new ScriptedKernels(), runner, SETTINGS);
    assertThat(result.end()).isEqualTo(End.COMPLETE);
    assertThat(result.ranked()).extracting(r -> r.kernel().tuning().waves()).doesNotContain(4);
    assertThat(result.rejected())
        .filteredOn(r -> r.kernel().tuning().waves() == 4)
        .hasSizeGreaterThan(3)
        .extracting(TuningRecord::outcome)
        .containsOnly(new Rejected(Cause.WRONG, "differs"));
    assertThat(progress.getLast().failed()).isEqualTo(result.rejected().size());
    assertThat(progress.getLast().tried()).isEqualTo(SPACE.size());
    assertThat(progress.getLast().remaining()).isZero();
    assertThat(progress.getLast().best()).isEqualTo(result.best().map(TuningRecord::trial));
  }

  /**
   * Three that nothing tells apart, beside others that are slower: chance makes one of them first.
   */
  @Test
  void aTieIsBrokenInTheSameWayEachTime() throws InterruptedException {
    List<Tuning> alike =
        List.of(SPACE.tunings().get(5), SPACE.tunings().get(9), SPACE.tunings().get(20));
    Tuning nearest =
        alike.stream()
            .min(Comparator.comparingInt(t -> SearchSpace.distance(t, SPACE.start())))
            .orElseThrow();
    for (int seed = 0; seed < 6; seed++) {
      newStoreWith(List.of(), seed);
      Random noise = new Random(seed);
      ReplayRunner runner =
          new ReplayRunner(
              (tuning, runs) ->
                  TuningFixture.timed(
                      alike.contains(tuning) ? 100 + 0.1 * noise.nextDouble() : 150, runs),
              false);
      SweepResult result = sweep(new ScriptedKernels(), runner, SETTINGS);
      assertThat(result.best().orElseThrow().kernel().tuning()).isEqualTo(nearest);
      assertThat(runner.calls.getLast()).isEqualTo(new Call(nearest, 2 * SETTINGS.mostRuns()));
    }
  }

  /**
   * A fifth of a percent is less than a kernel differs from itself in another process; two are not.
   */
  @Test
  void whatIsHardlyFasterIsNotPreferred() throws InterruptedException {
    Tuning fastest = at(2);
    Tuning near = at(1);
    for (double slower : new double[] {0.2, 2}) {
      newStoreWith(List.of(), (int) (10 * slower));
      ReplayRunner runner =
          new ReplayRunner(
              (tuning, runs) -> {
                double time = tuning.equals(fastest) ? 0 : tuning.equals(near) ? slower : 50;
                return new Outcome.Timed(100 + time, 99.99 + time, 100.01 + time, 100, runs);
              },
              false);
      SweepResult result = sweep(new ScriptedKernels(), runner, SETTINGS);
      assertThat(result.best().orElseThrow().kernel().tuning())
          .isEqualTo(slower < 1 ? near : fastest);
    }
  }

  /** A tuning that differs in so many parameters from where the search begins. */
  private static Tuning at(int distance) {
    return SPACE.tunings().stream()
        .filter(tuning -> SearchSpace.distance(tuning, SPACE.start()) == distance)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFinalistThatFailsIsNotTheBest() throws InterruptedException {
    Tuning best = SPACE.tunings().get(5);
    ReplayRunner runner =
        new ReplayRunner(
            (tuning, runs) -> {
              if (!tuning.equals(best)) {
                return TuningFixture.timed(103, runs);
              }
              return runs == 16
                  ? TuningFixture.timed(100, runs)
                  : new Rejected(Cause.WRONG, "differs after a while");
            },
            false);
    SweepResult result = sweep(new ScriptedKernels(), runner, SETTINGS);
    assertThat(result.best().orElseThrow().kernel().tuning()).isNotEqualTo(best);
    assertThat(result.rejected()).extracting(r -> r.kernel().tuning()).containsExactly(best);
  }

  @Test
  void severalRunnersShareTheCandidates() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    List<ReplayRunner> runners =
        Stream.of(1, 2)
            .map(
                _ ->
                    new ReplayRunner(
                        (tuning, runs) -> {
                          both.countDown();
                          await(both);
                          return TuningFixture.outcome(tuning, runs);
                        },
                        false))
            .toList();
    SweepResult alone = sweep(new ScriptedKernels(), device(), SETTINGS);
    newStoreWith(List.of(), 2);
    Strategy strategy = Strategy.Kind.GREEDY.over(SPACE, 1);
    try (Sweep sweep =
        new Sweep(SPACE, strategy, new ScriptedKernels(), runners, store, SETTINGS)) {
      SweepResult result = sweep.run(List.of(), progress::add);
      assertThat(result.end()).isEqualTo(End.COMPLETE);
      assertThat(result.best().map(TuningRecord::trial))
          .isEqualTo(alone.best().map(TuningRecord::trial));
    }
    assertThat(runners).allSatisfy(runner -> assertThat(runner.calls).isNotEmpty());
    assertThat(runners.stream().flatMap(runner -> runner.calls.stream()))
        .doesNotHaveDuplicates()
        .filteredOn(call -> call.runs() == 16)
        .extracting(Call::tuning)
        .containsExactlyInAnyOrderElementsOf(SPACE.tunings());
    assertThat(store.read().records())
        .hasSize(runners.stream().mapToInt(runner -> runner.calls.size()).sum());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void devicesThatDifferDoNotShareASweep() {
    ReplayRunner other =
        new ReplayRunner(TuningFixture::outcome, false) {
          @Override
          public Stamp stamp() {
            return new Stamp("another GPU", "driver 1");
          }
        };
    Strategy strategy = Strategy.Kind.GREEDY.over(SPACE, 1);
    assertThatThrownBy(
            () ->
                new Sweep(
                    SPACE,
                    strategy,
                    new ScriptedKernels(),
                    List.of(device(), other),
                    store,
                    SETTINGS))
        .isInstanceOf(TuningException.class)
        .hasMessageContaining("another GPU");
  }

  @Test
  void whatDoesNotCompileIsARecordToo() throws InterruptedException {
    Kernels scripted = new ScriptedKernels();
    Tuning bad = SPACE.tunings().getLast();
    Kernels kernels =
        new Kernels() {
          @Override
          public BuiltKernel build(KernelSpec spec) {
            if (spec.tuning().equals(bad)) {
              throw FailedCompile.saying("no such register");
            }
            return scripted.build(spec);
          }

          @Override
          public KernelKey key(KernelSpec spec) {
            return scripted.key(spec);
          }
        };
    SweepResult result = sweep(kernels, model(), SETTINGS);
    assertThat(result.records())
        .filteredOn(r -> r.kernel().tuning().equals(bad))
        .extracting(TuningRecord::outcome)
        .containsExactly(new Rejected(Cause.NOT_COMPILED, "no such register"));
    assertThat(result.records()).hasSize(SPACE.size());
  }

  @Test
  void whatConcernsAllCandidatesEndsTheSweep() {
    ReplayRunner runner =
        new ReplayRunner(
            (tuning, runs) -> {
              throw new BenchmarkException("no memory for the batch");
            },
            false);
    assertThatThrownBy(() -> sweep(new ScriptedKernels(), runner, SETTINGS))
        .isInstanceOf(BenchmarkException.class);
    assertThat(store.read().records()).isEmpty();
  }

  @Test
  void aCandidateThatHangsIsRecordedAndTheNextProcessGoesOnWithoutIt() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Tuning hangs = SPACE.start();
    ReplayRunner runner =
        new ReplayRunner(
            (tuning, runs) -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return TuningFixture.outcome(tuning, runs);
            },
            false);
    SweepSettings impatient =
        new SweepSettings(Duration.ofHours(2), 3, 16, 256, 4, Duration.ofMillis(200));
    SweepResult result = sweep(new ScriptedKernels(), runner, impatient);
    assertThat(result.end()).isEqualTo(End.DEVICE_LOST);
    assertThat(result.records())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.kernel().tuning()).isEqualTo(hangs);
              assertThat(((Rejected) r.outcome()).cause()).isEqualTo(Cause.HUNG);
            });
    ReplayRunner next = device();
    assertThat(sweep(new ScriptedKernels(), next, SETTINGS).end()).isEqualTo(End.COMPLETE);
    assertThat(next.calls).extracting(Call::tuning).doesNotContain(hangs);
  }

  @Test
  void whatWasCompleteIsNotMeasuredAgain() throws InterruptedException {
    ReplayRunner whole = device();
    SweepResult undisturbed = sweep(new ScriptedKernels(), whole, SETTINGS);
    for (int after : new int[] {1, SPACE.size() / 2, whole.calls.size() - 1}) {
      List<TuningRecord> done = store.read().records().subList(0, after);
      newStoreWith(done, after);
      ReplayRunner rest = device();
      SweepResult resumed = sweep(new ScriptedKernels(), rest, SETTINGS);
      assertThat(rest.calls)
          .doesNotContainAnyElementsOf(
              done.stream().map(r -> new Call(r.kernel().tuning(), r.runs())).toList());
      assertThat(rest.calls).hasSizeLessThanOrEqualTo(whole.calls.size() - after + 4);
      assertThat(resumed.best().map(TuningRecord::trial))
          .isEqualTo(undisturbed.best().map(TuningRecord::trial));
      assertThat(resumed.resumed())
          .isEqualTo(done.stream().map(r -> r.kernel().tuning()).distinct().count());
      store = new TuningStore(folder.resolve("store.jsonl"));
    }
  }

  private void newStoreWith(List<TuningRecord> records, int name) {
    store = new TuningStore(folder.resolve(name + ".jsonl"));
    records.forEach(store::append);
  }

  @Test
  void codeThatIsTheSameIsMeasuredOnce() throws InterruptedException {
    ReplayRunner runner = model();
    SweepResult result =
        sweep(new ScriptedKernels(tuning -> "buffering " + tuning.buffering()), runner, SETTINGS);
    // Launches differ too: in threads and in tokens of a turn.
    Map<Object, List<TuningRecord>> byCode =
        result.records().stream().collect(Collectors.groupingBy(r -> r.code().orElseThrow()));
    assertThat(runner.calls).hasSize(byCode.size()).hasSizeLessThan(SPACE.size());
    byCode
        .values()
        .forEach(
            same -> {
              assertThat(same).filteredOn(r -> r.sameAs().isEmpty()).hasSize(1);
              assertThat(same)
                  .extracting(TuningRecord::outcome)
                  .containsOnly(same.getFirst().outcome());
            });
  }

  @Test
  void candidatesThatDifferInTheirPartitionAloneAreMeasuredEach() {
    Tuning tuning = SPACE.start();
    Kernels kernels = new ScriptedKernels(_ -> "same");
    Tuning other = tuning.withPartition(512);
    assertThat(Candidate.of(kernels.build(SPACE.kernel(tuning))).code())
        .isNotEqualTo(Candidate.of(kernels.build(SPACE.kernel(other))).code())
        .isEqualTo(Candidate.of(kernels.build(SPACE.kernel(tuning))).code());
  }

  @Test
  void endsWhenTheTimeIsUp() throws InterruptedException {
    ReplayRunner slow =
        new ReplayRunner(
            (tuning, runs) -> {
              try {
                Thread.sleep(300);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return TuningFixture.outcome(tuning, runs);
            },
            false);
    SweepSettings brief =
        new SweepSettings(Duration.ofSeconds(3), 3, 16, 256, 4, Duration.ofHours(1));
    SweepResult result = sweep(new ScriptedKernels(), slow, brief);
    assertThat(result.end()).isEqualTo(End.BUDGET);
    assertThat(slow.calls.size()).isBetween(1, 12);
    assertThat(progress.getLast().remaining()).isPositive();
  }

  @Test
  void aKernelThatSpillsIsPrunedUnmeasured() {
    Tuning narrow = SPACE.start().withBuffering(4).withWavesPerEu(8);
    KernelSpec spec = new KernelSpec(SPACE.attention(), narrow, Target.GFX942);
    assertThat(Candidate.of(TestBuilder.shared().build(spec)).reasonAgainst(1, 1))
        .hasValueSatisfying(reason -> assertThat(reason).contains("spills"));
    assertThat(
            Candidate.of(TestBuilder.shared().build(SPACE.kernel(SPACE.start())))
                .reasonAgainst(1, 1))
        .isEmpty();
  }

  @Test
  void aKernelThatCannotBeAsFastByLittlesLawIsPrunedUnmeasured() {
    BuiltKernel kernel = TestBuilder.shared().build(SPACE.kernel(SPACE.start()));
    long inFlight = Candidate.of(kernel).resources().bytesInFlightPerCu().orElseThrow();
    // As many bytes as the whole GPU has in flight, ten thousand times over.
    long bytes = 10_000 * inFlight * Target.GFX942.computeUnits();
    double least = 10_000 * 0.3;
    assertThat(Candidate.of(kernel).reasonAgainst(bytes, least / 1.26))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .contains(inFlight + " bytes in flight", "at least 3000.0 us", "2381.0 us"));
    assertThat(Candidate.of(kernel).reasonAgainst(bytes, least / 1.24)).isEmpty();
    assertThat(Candidate.of(kernel).reasonAgainst(bytes, Double.POSITIVE_INFINITY)).isEmpty();
  }
}
