package dev.pagen.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.spec.Tuning;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Rejected;
import dev.pagen.tune.StrategyComparison.Curve;
import dev.pagen.tune.StrategyComparison.Share;
import dev.pagen.tune.StrategyComparison.Start;
import dev.pagen.tune.SweepResult.End;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Strategies replayed on results that were recorded. */
class StrategyComparisonTest {
  private static final SearchSpace SPACE = TuningFixture.space();

  private static SweepResult recorded(List<TuningRecord> records) {
    return new SweepResult(
        new SearchSpace(
            SPACE.attention(),
            SPACE.target(),
            records.stream().map(record -> record.kernel().tuning()).toList()),
        records,
        0,
        End.RECORDED);
  }

  private static TuningRecord record(Tuning tuning, Outcome outcome) {
    return TuningFixture.record(tuning, outcome);
  }

  @Test
  void aSearchThatLearnsIsNearTheBestSoonerThanOneThatDraws() {
    StrategyComparison comparison =
        StrategyComparison.of(
            recorded(
                SPACE.tunings().stream()
                    .map(tuning -> record(tuning, TuningFixture.outcome(tuning, 16)))
                    .toList()),
            Start.DRAWN,
            11);
    assertThat(comparison.curves()).extracting(Curve::kind).containsExactly(Strategy.Kind.values());
    for (Curve curve : comparison.curves()) {
      assertThat(curve.shares().getLast()).isEqualTo(new Share(1, 1, 1));
      assertThat(curve.shares())
          .isSortedAccordingTo((a, b) -> Double.compare(a.median(), b.median()))
          .allSatisfy(share -> assertThat(share.median()).isBetween(share.low(), share.high()));
      assertThat(curve.until(1)).isLessThanOrEqualTo(curve.shares().size());
      assertThat(curve.after(1_000_000)).isEqualTo(curve.shares().getLast());
    }
    int random = comparison.curves().get(Strategy.Kind.RANDOM.ordinal()).until(0.98);
    assertThat(comparison.curves().get(Strategy.Kind.GREEDY.ordinal()).until(0.98))
        .isLessThan(random);
    assertThat(comparison.curves().get(Strategy.Kind.MODEL.ordinal()).until(0.98))
        .isLessThan(random);
  }

  /** In order: no time, pruned, 2.0, the same code as that, not compiled, 1.6, 1.0, never seen. */
  @Test
  void onlyWhatHadToBeRunCountsAndTheBestEndsTheSearch() {
    List<Tuning> tunings = SPACE.tunings().subList(0, 8);
    TuningRecord slow = record(tunings.get(2), TuningFixture.timed(200, 16));
    List<TuningRecord> records =
        List.of(
            record(tunings.get(0), new Rejected(Cause.WRONG, "differs")),
            record(tunings.get(1), new Rejected(Cause.PRUNED, "spills")),
            slow,
            new TuningRecord(
                slow.time(),
                slow.stamp(),
                new KernelKey("compiler 1", "digest 1", "another template"),
                SPACE.kernel(tunings.get(3)),
                slow.size(),
                slow.code(),
                Optional.of(tunings.get(2)),
                slow.resources(),
                slow.outcome()),
            record(tunings.get(4), new Rejected(Cause.NOT_COMPILED, "no such register")),
            record(tunings.get(5), TuningFixture.timed(160, 16)),
            record(tunings.get(6), TuningFixture.timed(100, 16)),
            record(tunings.get(7), TuningFixture.timed(120, 16)));
    List<Double> least =
        new Replay(records)
            .search(
                Strategy.Kind.EXHAUSTIVE.over(recorded(records).space(), 1), tunings.getFirst(), 4);
    assertThat(least).containsExactly(Double.POSITIVE_INFINITY, 2.0, 1.6, 1.0);
  }

  @Test
  void beginsWithTheDefaultWhereAsked() {
    List<TuningRecord> records =
        SPACE.tunings().stream()
            .map(
                tuning ->
                    record(
                        tuning, TuningFixture.timed(tuning.equals(SPACE.start()) ? 110 : 220, 16)))
            .toList();
    StrategyComparison comparison = StrategyComparison.of(recorded(records), Start.DEFAULT, 3);
    assertThat(comparison.curves()).allMatch(curve -> curve.until(1) == 1);
    assertThat(comparison.timed()).isEqualTo(1);
  }

  @Test
  void saysThatThereIsNothingToFind() {
    List<TuningRecord> records =
        IntStream.range(0, 3)
            .mapToObj(i -> record(SPACE.tunings().get(i), new Rejected(Cause.WRONG, "differs")))
            .toList();
    assertThatThrownBy(() -> StrategyComparison.of(recorded(records), Start.DRAWN, 1))
        .isInstanceOf(TuningException.class)
        .hasMessageContaining("No candidate on record has a time");
  }
}
