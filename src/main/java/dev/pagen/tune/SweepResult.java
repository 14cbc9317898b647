package dev.pagen.tune;

import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.Outcome.Rejected;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a sweep came to.
 *
 * @param space in which it looked
 * @param records the last of each candidate that was tried, resumed ones included
 * @param resumed candidates that a store had
 * @param end why it ended
 */
public record SweepResult(SearchSpace space, List<TuningRecord> records, int resumed, End end) {
  /** Why a sweep ended. */
  public enum End {
    /** There is nothing left to try. */
    COMPLETE,
    /** The time was up. */
    BUDGET,
    /** A candidate crashed or hung the device; another process may go on without it. */
    DEVICE_LOST
  }

  public SweepResult {
    records = List.copyOf(records);
  }

  /** Candidates with a time, the best first. */
  public List<TuningRecord> ranked() {
    return ranked(records);
  }

  /** The best of those that were timed longest, if any has a time: brief times flatter some. */
  public Optional<TuningRecord> best() {
    return best(records);
  }

  static Optional<TuningRecord> best(List<TuningRecord> records) {
    int most = records.stream().mapToInt(TuningRecord::runs).max().orElse(0);
    return ranked(records).stream().filter(record -> record.runs() == most).findFirst();
  }

  static List<TuningRecord> ranked(List<TuningRecord> records) {
    return records.stream()
        .filter(record -> record.outcome() instanceof Ranked)
        .sorted(Comparator.comparingDouble(record -> ((Ranked) record.outcome()).cost()))
        .toList();
  }

  /** Candidates without a time. */
  public List<TuningRecord> rejected() {
    return records.stream().filter(record -> record.outcome() instanceof Rejected).toList();
  }

  /** The one that is used where nobody asks for another, if it has a time. */
  public Optional<TuningRecord> standard() {
    return ranked().stream()
        .filter(record -> record.kernel().tuning().equals(space.start()))
        .findFirst();
  }
}
