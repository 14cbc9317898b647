package dev.pagen.tune;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.device.Device;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Tuning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One look-up: takes records of stores in, and says which of them is the one. */
final class TuningSearch {
  /**
   * Kernels that are rendered at most, to see whether today's templates still make them. A change
   * of the templates changes nearly all kernels, so where the best do not hold the others hardly
   * do.
   */
  private static final int RENDERED = 8;

  private final WorkloadSize bucket;
  private final WorkloadSize size;
  private final Optional<Device> device;
  private final Function<KernelSpec, KernelKey> key;
  private final List<Found> candidates = new ArrayList<>();
  private final List<String> stale = new ArrayList<>();

  private record Found(TuningRecord record, boolean bundled, double distance) {
    static final Comparator<Found> BEST_FIRST =
        Comparator.comparingDouble(Found::distance)
            .thenComparing(c -> c.record.predicted())
            .thenComparing(Found::bundled)
            .thenComparingInt(c -> -c.record.runs())
            .thenComparingDouble(c -> c.record.cost());

    /** What a later record replaces. */
    record Place(Tuning tuning, Stamp stamp, WorkloadSize size) {}

    Place place() {
      return new Place(record.kernel().tuning(), record.stamp(), record.size());
    }
  }

  TuningSearch(WorkloadSize size, Optional<Device> device, Function<KernelSpec, KernelKey> key) {
    this.size = size;
    this.bucket = size.bucket();
    this.device = device;
    this.key = key;
  }

  /** Takes in what stores say of this kernel, in the order in which they say it. */
  void add(List<TuningRecord> records, boolean bundled) {
    Map<Found.Place, Found> found = new LinkedHashMap<>();
    for (TuningRecord record : records) {
      if (!isOfThisDevice(record, bundled)) {
        continue;
      }
      Found candidate = new Found(record, bundled, bucket.distance(record.size().bucket()));
      if (record.cost() < Double.POSITIVE_INFINITY) {
        found.merge(
            candidate.place(), candidate, (a, b) -> a.record.runs() > b.record.runs() ? a : b);
      } else {
        found.remove(candidate.place());
      }
    }
    candidates.addAll(found.values());
  }

  private boolean isOfThisDevice(TuningRecord record, boolean bundled) {
    if (device.isEmpty()) {
      return true;
    }
    String name = device.get().properties().name();
    String driver = bundled ? record.stamp().driver() : device.get().driver();
    Optional<String> reason = Staleness.reason(record.stamp(), new Stamp(name, driver));
    if (!bundled) {
      reason.ifPresent(stale::add);
    }
    return reason.isEmpty();
  }

  /** The best that holds, or else {@code standard}. */
  ChosenTuning best(Tuning standard, List<String> damage) {
    Map<Boolean, Integer> rendered = new HashMap<>();
    Optional<KernelKey> known = Optional.empty();
    for (Found candidate : candidates.stream().sorted(Found.BEST_FIRST).toList()) {
      KernelKey made = candidate.record.key();
      Optional<String> reason =
          known.flatMap(key -> Staleness.reason(made, wanted(candidate, key, made.template())));
      if (reason.isEmpty()) {
        if (rendered.merge(candidate.bundled, 1, Integer::sum) > RENDERED) {
          continue;
        }
        KernelKey now = key.apply(candidate.record.kernel());
        known = Optional.of(now);
        reason = Staleness.reason(made, wanted(candidate, now, now.template()));
        if (reason.isEmpty()) {
          return chosen(candidate, now, damage);
        }
      }
      if (!candidate.bundled) {
        stale.add(reason.get());
      }
    }
    List<String> notices = new ArrayList<>(damage);
    notices.addAll(staleness());
    return new ChosenTuning(standard, Optional.empty(), notices);
  }

  /** The key that a record has to have: the compiler of a bundled one is not asked about. */
  private static KernelKey wanted(Found candidate, KernelKey now, String template) {
    KernelKey compiled = candidate.bundled ? candidate.record.key() : now;
    return new KernelKey(compiled.compiler(), compiled.compilerDigest(), template);
  }

  private ChosenTuning chosen(Found candidate, KernelKey now, List<String> damage) {
    List<String> notices = new ArrayList<>(damage);
    notices.addAll(notices(candidate, now));
    return new ChosenTuning(
        candidate.record.kernel().tuning(),
        Optional.of(new ChosenTuning.Origin(candidate.record, candidate.bundled)),
        notices);
  }

  private List<String> notices(Found candidate, KernelKey now) {
    TuningRecord record = candidate.record;
    List<String> notices = new ArrayList<>();
    if (candidate.distance > 0) {
      notices.add(
          "the tuning is for about %s, the nearest to %s that is known"
              .formatted(record.size().bucket(), size));
    }
    if (candidate.bundled) {
      notices.addAll(staleness());
      List<String> others = new ArrayList<>();
      if (!record.key().compilerDigest().equals(now.compilerDigest())) {
        others.add(record.key().compiler());
      }
      device
          .filter(d -> !d.driver().equals(record.stamp().driver()))
          .ifPresent(_ -> others.add(record.stamp().driver()));
      if (!others.isEmpty()) {
        notices.add("the bundled tuning was found with " + String.join(" and ", others));
      }
    }
    return notices;
  }

  private List<String> staleness() {
    return stale.isEmpty()
        ? List.of()
        : List.of("of this kernel's tunings %s: kept, not used".formatted(Staleness.of(stale)));
  }
}
