package dev.pagen.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.files.PagenHome;
import dev.pagen.report.tuning.YardstickReport;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Rejected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YardsticksTest {
  private static final SearchSpace SPACE = TuningFixture.space();
  private static final Tuning START = SPACE.start();
  private static final Shard FAST = new Shard(1, 3, "n01");
  private static final Shard SLOW = new Shard(2, 3, "n02");
  private static final Shard THIRD = new Shard(3, 3, "n03");

  @TempDir private Path folder;

  /** Of a shard, with a floor of 100 us. */
  private static TuningRecord of(Shard shard, Tuning tuning, double time) {
    return of(shard, tuning, TuningFixture.timed(time, 1024));
  }

  private static TuningRecord of(Shard shard, Tuning tuning, Outcome outcome) {
    return TuningFixture.record(tuning, outcome).withShard(shard);
  }

  /** In the slow shard all takes a tenth longer; its best is the better one all the same. */
  private static List<TuningRecord> ofTwoMachines() {
    return List.of(
        of(FAST, START, 120),
        of(FAST, SPACE.tunings().get(3), 115),
        of(SLOW, START, 132),
        of(SLOW, SPACE.tunings().get(4), 121));
  }

  @Test
  void recordsAreComparedByWhatTheStartTakesInTheirShard() {
    Yardsticks yardsticks = Yardsticks.of(ofTwoMachines()).getFirst();
    assertThat(yardsticks.spread()).isCloseTo(0.1, Offset.offset(1e-9));
    assertThat(yardsticks.level(FAST)).isCloseTo(1.26 / 1.2, Offset.offset(1e-9));
    assertThat(yardsticks.level(SLOW)).isCloseTo(1.26 / 1.32, Offset.offset(1e-9));
    assertThat(yardsticks.level(THIRD)).isEqualTo(1);
    assertThat(yardsticks.missing()).containsExactly("3/3");
    SweepResult result =
        SweepResult.recorded(new TuningStore.Contents(ofTwoMachines(), 0)).getFirst();
    assertThat(result.ranked())
        .extracting(record -> record.kernel().tuning())
        .containsExactly(SPACE.tunings().get(4), SPACE.tunings().get(3), START);
  }

  @Test
  void theMergeNamesTheDriverAndWhatIsNotTheSameInAllShards() {
    List<TuningRecord> records = new ArrayList<>(ofTwoMachines());
    assertThat(new YardstickReport(Yardsticks.of(records).getFirst()).text())
        .contains("on a GPU (driver 1)\n", "it differs by 10.0 %")
        .doesNotContain(" differ: ");
    TuningRecord third = of(THIRD, START, 120);
    records.add(
        new TuningRecord(
            third.time(),
            third.stamp(),
            new KernelKey("compiler 2", "digest 2", third.key().template()),
            third.kernel(),
            third.size(),
            third.code(),
            third.sameAs(),
            third.resources(),
            third.outcome(),
            Optional.of(new Origin("0.2.0", 1)),
            third.shard()));
    records.set(0, by("0.1.0", records.getFirst()));
    assertThat(new YardstickReport(Yardsticks.of(records).getFirst()).text())
        .contains("compilers differ: compiler 1 in 1/3, 2/3; compiler 2 in 3/3; look-ups")
        .contains("versions of pa-gen differ: 0.1.0 in 1/3; 0.2.0 in 3/3; their parts may");
  }

  private static TuningRecord by(String version, TuningRecord r) {
    return new TuningRecord(
        r.time(),
        r.stamp(),
        r.key(),
        r.kernel(),
        r.size(),
        r.code(),
        r.sameAs(),
        r.resources(),
        r.outcome(),
        Optional.of(new Origin(version, 1)),
        r.shard());
  }

  @Test
  void theBestOfSeveralShardsAreKeptWithTheirYardsticksSoThatALookUpFindsTheSame() {
    TuningStore all = new TuningStore(folder.resolve("all"));
    ofTwoMachines().forEach(all::append);
    PagenHome home = new PagenHome(folder);
    TuningStore kept = TuningStore.of(home, "a GPU");
    assertThat(kept.mergeBest(List.of(all), 2)).isEqualTo(4);
    TuningStore one = new TuningStore(folder.resolve("one"));
    assertThat(one.mergeBest(List.of(all), 1)).isEqualTo(2);
    assertThat(one.read().records())
        .extracting(record -> record.kernel().tuning())
        .containsExactly(SPACE.tunings().get(4), START);
    ChosenTuning found =
        Tunings.open(home, "none", StoreIndex::of)
            .tuningFor(
                TuningFixture.ATTENTION,
                Target.GFX942,
                Optional.of(new NamedDevice("a GPU", "driver 1")),
                TuningFixture.SIZE,
                TuningFixture::key);
    assertThat(found.tuning()).isEqualTo(SPACE.tunings().get(4));
    assertThat(found.origin().orElseThrow().record().cost())
        .isCloseTo(1.21 * 1.26 / 1.32, Offset.offset(1e-9));
  }

  @Test
  void aShardWithoutATimeOfTheStartIsComparedAsItIs() {
    List<TuningRecord> records = new ArrayList<>(ofTwoMachines());
    records.add(of(THIRD, START, new Rejected(Cause.NOT_RUN, "because")));
    records.add(of(THIRD, SPACE.tunings().get(5), 119));
    Yardsticks yardsticks = Yardsticks.of(records).getFirst();
    assertThat(yardsticks.records().keySet()).containsExactly(FAST, SLOW, THIRD);
    assertThat(yardsticks.records().get(THIRD)).isEmpty();
    assertThat(yardsticks.level(THIRD)).isEqualTo(1);
    assertThat(yardsticks.missing()).isEmpty();
  }

  @Test
  void whatNoShardTriedAndWhatIsPredictedStaysAsItIs() {
    List<TuningRecord> plain = List.of(TuningFixture.record(START, TuningFixture.timed(120, 16)));
    assertThat(Yardsticks.of(plain)).isEmpty();
    assertThat(Yardsticks.levelled(plain)).isEqualTo(plain);
    List<TuningRecord> predicted =
        List.of(
            of(FAST, START, new Outcome.Predicted(90, 90, 80, Optional.empty())),
            of(SLOW, START, new Outcome.Predicted(99, 99, 80, Optional.empty())));
    assertThat(Yardsticks.levelled(predicted)).isEqualTo(predicted);
  }

  @Test
  void eachWorkloadHasItsOwn() {
    List<TuningRecord> records = new ArrayList<>(ofTwoMachines());
    WorkloadSize other = new WorkloadSize(1, 100);
    for (TuningRecord r : ofTwoMachines()) {
      records.add(
          new TuningRecord(
              r.time(),
              r.stamp(),
              r.key(),
              r.kernel(),
              other,
              r.code(),
              r.sameAs(),
              r.resources(),
              TuningFixture.timed(110, 16),
              r.origin(),
              r.shard()));
    }
    assertThat(Yardsticks.of(records))
        .extracting(Yardsticks::spread)
        .satisfiesExactly(
            spread -> assertThat(spread).isCloseTo(0.1, Offset.offset(1e-9)),
            spread -> assertThat(spread).isZero());
  }
}
