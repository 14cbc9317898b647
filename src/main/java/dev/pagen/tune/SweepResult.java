package dev.pagen.tune;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.Outcome.Rejected;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
    DEVICE_LOST,
    /** It was read from a store, which does not say. */
    RECORDED
  }

  public SweepResult {
    records = List.copyOf(records);
  }

  /**
   * What a store has of each kernel on each device and for each workload, in the order in which it
   * came there. Of a candidate that was compiled several ways only the last counts, and of that the
   * most thorough measurement. Costs that several shards measured are levelled by {@link
   * Yardsticks}.
   */
  public static List<SweepResult> recorded(TuningStore.Contents contents) {
    record Sweep(Stamp stamp, AttentionSpec attention, Target target, WorkloadSize size) {}
    Map<Sweep, List<TuningRecord>> sweeps =
        contents.records().stream()
            .collect(
                Collectors.groupingBy(
                    r ->
                        new Sweep(r.stamp(), r.kernel().attention(), r.kernel().target(), r.size()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return sweeps.values().stream().map(SweepResult::recorded).toList();
  }

  private static SweepResult recorded(List<TuningRecord> records) {
    Map<Tuning, KernelKey> lastKeys = new HashMap<>();
    records.forEach(record -> lastKeys.put(record.kernel().tuning(), record.key()));
    Trials trials = new Trials();
    Yardsticks.levelled(
            records.stream()
                .filter(record -> record.key().equals(lastKeys.get(record.kernel().tuning())))
                .toList())
        .forEach(trials::add);
    KernelSpec any = records.getFirst().kernel();
    SearchSpace space =
        new SearchSpace(
            any.attention(), any.target(), trials.trials().stream().map(Trial::tuning).toList());
    return new SweepResult(space, trials.records(), 0, End.RECORDED);
  }

  /** Candidates with a time, the best first. */
  public List<TuningRecord> ranked() {
    return ranked(records);
  }

  /** The best of those that were timed longest, if any has a time: brief times flatter some. */
  public Optional<TuningRecord> best() {
    return best(records);
  }

  /** Candidates with a time: those timed longest before the others, then the best first. */
  public List<TuningRecord> rankedByRuns() {
    return best(records, Integer.MAX_VALUE);
  }

  static Optional<TuningRecord> best(List<TuningRecord> records) {
    return best(records, 1).stream().findFirst();
  }

  /** So many with a time: those that were timed longest before the others, then the best first. */
  static List<TuningRecord> best(List<TuningRecord> records, int most) {
    return ranked(records).stream()
        .sorted(Comparator.comparingInt(TuningRecord::runs).reversed())
        .limit(most)
        .toList();
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
