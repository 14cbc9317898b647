package dev.pagen.tune;

import dev.pagen.spec.Tuning;
import dev.pagen.tune.Outcome.Rejected;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was tried, the most thorough record of each candidate; but one that failed when it was
 * measured again has no time.
 */
final class Trials {
  private final Map<Tuning, TuningRecord> byTuning = new LinkedHashMap<>();
  private final Map<String, TuningRecord> byCode = new HashMap<>();

  void add(TuningRecord record) {
    byTuning.merge(record.kernel().tuning(), record, Trials::ofTwo);
    if (record.sameAs().isEmpty()) {
      record.code().ifPresent(code -> byCode.put(code, record));
    }
  }

  private static TuningRecord ofTwo(TuningRecord old, TuningRecord now) {
    return now.outcome() instanceof Rejected || now.runs() >= old.runs() ? now : old;
  }

  /** What was measured with this code. */
  Optional<TuningRecord> ofCode(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  List<TuningRecord> records() {
    return List.copyOf(byTuning.values());
  }

  List<Trial> trials() {
    return byTuning.values().stream().map(TuningRecord::trial).toList();
  }

  Optional<TuningRecord> of(Tuning tuning) {
    return Optional.ofNullable(byTuning.get(tuning));
  }

  int size() {
    return byTuning.size();
  }

  int failed() {
    return (int) byTuning.values().stream().filter(r -> r.outcome() instanceof Rejected).count();
  }

  Optional<Trial> best() {
    return SweepResult.best(records()).map(TuningRecord::trial);
  }
}
