package dev.pagen.tune;

import dev.pagen.spec.Tuning;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.Outcome.Rejected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A search over results that are on record: what it would have found, and after how much work. */
final class Replay {
  private final Map<Tuning, TuningRecord> byTuning = new HashMap<>();
  private final Map<String, TuningRecord> byCode = new HashMap<>();
  private final double best;

  /** Searches over these results, of which one must have a time. */
  Replay(List<TuningRecord> recorded) {
    for (TuningRecord record : recorded) {
      byTuning.put(record.kernel().tuning(), record);
      if (record.sameAs().isEmpty()) {
        byCode.put(code(record), record);
      }
    }
    this.best =
        byTuning.values().stream()
            .mapToDouble(record -> cost(outcome(record)))
            .min()
            .orElse(Double.POSITIVE_INFINITY);
  }

  /** The least cost on record. */
  double best() {
    return best;
  }

  /**
   * Searches until the best on record is found.
   *
   * @param start what is tried first
   * @param ahead candidates that are proposed before the first of them has a result
   * @return after each candidate that had to be run, the least cost so far; infinite while there is
   *     none. What is pruned or does not compile costs no run, nor does code that was run before
   */
  List<Double> search(Strategy strategy, Tuning start, int ahead) {
    List<Double> least = new ArrayList<>();
    List<Trial> trials = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    Set<Tuning> open = new LinkedHashSet<>(List.of(start));
    double soFar = Double.POSITIVE_INFINITY;
    while (soFar > best && !open.isEmpty()) {
      Tuning next = open.iterator().next();
      open.remove(next);
      TuningRecord record = Objects.requireNonNull(byTuning.get(next));
      Outcome outcome = outcome(record);
      trials.add(new Trial(next, outcome));
      soFar = Math.min(soFar, cost(outcome));
      if (runs(outcome) && codes.add(code(record))) {
        least.add(soFar);
      }
      open.addAll(strategy.next(List.copyOf(trials), Set.copyOf(open), ahead - open.size()));
    }
    return least;
  }

  /** What is known best of its code: a twin's may have been measured longer. */
  private Outcome outcome(TuningRecord record) {
    return byCode.getOrDefault(code(record), record).outcome();
  }

  private static String code(TuningRecord record) {
    return record.code().orElse(record.key().template());
  }

  private static double cost(Outcome outcome) {
    return outcome instanceof Ranked ranked ? ranked.cost() : Double.POSITIVE_INFINITY;
  }

  private static boolean runs(Outcome outcome) {
    return !(outcome instanceof Rejected no
        && (no.cause() == Cause.PRUNED || no.cause() == Cause.NOT_COMPILED));
  }
}
