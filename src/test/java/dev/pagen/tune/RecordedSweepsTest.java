package dev.pagen.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.spec.Tuning;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Rejected;
import dev.pagen.tune.SweepResult.End;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sweeps found again in a store. */
class RecordedSweepsTest {
  private static final List<Tuning> TUNINGS = TuningFixture.space().tunings();

  private static TuningRecord keyed(TuningRecord record, String key) {
    return new TuningRecord(
        record.time(),
        record.stamp(),
        new KernelKey("compiler 1", "digest 1", key),
        record.kernel(),
        record.size(),
        record.code(),
        record.sameAs(),
        record.resources(),
        record.outcome());
  }

  private static List<SweepResult> recorded(TuningRecord... records) {
    return SweepResult.recorded(new TuningStore.Contents(List.of(records), 0));
  }

  @Test
  void eachDeviceAndWorkloadIsOne() {
    Outcome outcome = TuningFixture.timed(100, 16);
    TuningRecord one = TuningFixture.record(TUNINGS.get(0), outcome);
    TuningRecord two = TuningFixture.record(TUNINGS.get(1), outcome);
    TuningRecord other =
        TuningFixture.record(
            TuningFixture.STAMP, new WorkloadSize(8, 2048), TUNINGS.get(0), outcome);
    TuningRecord elsewhere =
        TuningFixture.record(
            new Stamp("another GPU", "driver 1"), TuningFixture.SIZE, TUNINGS.get(0), outcome);
    List<SweepResult> sweeps = recorded(one, other, elsewhere, two);
    assertThat(sweeps)
        .extracting(SweepResult::records)
        .containsExactly(List.of(one, two), List.of(other), List.of(elsewhere));
    assertThat(sweeps)
        .allSatisfy(
            sweep -> {
              assertThat(sweep.end()).isEqualTo(End.RECORDED);
              assertThat(sweep.space().size()).isEqualTo(sweep.records().size());
            });
  }

  @Test
  void theLastCodeOfACandidateCountsAndOfThatTheLongestMeasurement() {
    TuningRecord old =
        keyed(TuningFixture.record(TUNINGS.get(0), TuningFixture.timed(50, 512)), "old");
    TuningRecord brief = TuningFixture.record(TUNINGS.get(0), TuningFixture.timed(90, 16));
    TuningRecord longest = TuningFixture.record(TUNINGS.get(0), TuningFixture.timed(100, 64));
    TuningRecord failed =
        TuningFixture.record(TUNINGS.get(1), new Rejected(Cause.PRUNED, "spills"));
    assertThat(recorded(old, failed, longest, brief).getFirst().records())
        .containsExactlyInAnyOrder(longest, failed);
  }
}
