package dev.pagen.tune;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.device.Device;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Tuning;
import dev.pagen.tune.TuningPath.Layer;
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
  private final Acceptance acceptance;
  private final Function<KernelSpec, KernelKey> key;
  private final List<Found> candidates = new ArrayList<>();
  private final List<String> stale = new ArrayList<>();
  private int places;

  private record Found(TuningRecord record, Layer layer, int place, String store, double distance) {
    /** What a later record replaces. */
    record Candidate(Tuning tuning, Stamp stamp, WorkloadSize size) {}

    Candidate candidate() {
      return new Candidate(record.kernel().tuning(), record.stamp(), record.size());
    }
  }

  TuningSearch(
      WorkloadSize size,
      Optional<Device> device,
      Acceptance acceptance,
      Function<KernelSpec, KernelKey> key) {
    this.size = size;
    this.bucket = size.bucket();
    this.device = device;
    this.acceptance = acceptance;
    this.key = key;
  }

  /**
   * Takes in what the stores of a place say of this kernel. They count as one: shards that were not
   * merged are compared like those that were. Places that come first are added first.
   */
  void add(Layer layer, Map<String, List<TuningRecord>> stores) {
    record Stored(TuningRecord record, String store) {}
    List<Stored> all = new ArrayList<>();
    stores.forEach((store, records) -> records.forEach(r -> all.add(new Stored(r, store))));
    all.sort(Comparator.comparing(Stored::record, TuningStore.BY_TIME));
    List<TuningRecord> levelled = Yardsticks.levelled(all.stream().map(Stored::record).toList());
    Map<Found.Candidate, Found> found = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      TuningRecord record = levelled.get(i);
      if (!isOfThisDevice(record, layer)) {
        continue;
      }
      double distance = bucket.distance(record.size().bucket());
      Found candidate = new Found(record, layer, places, all.get(i).store(), distance);
      if (record.cost() < Double.POSITIVE_INFINITY) {
        found.merge(
            candidate.candidate(), candidate, (a, b) -> a.record.runs() > b.record.runs() ? a : b);
      } else {
        found.remove(candidate.candidate());
      }
    }
    candidates.addAll(found.values());
    places++;
  }

  /** Whether records of other drivers and compilers hold. */
  private boolean isLenient(Layer layer) {
    return layer == Layer.BUNDLED || acceptance == Acceptance.DEVICE_AND_TEMPLATE;
  }

  private boolean isOfThisDevice(TuningRecord record, Layer layer) {
    if (device.isEmpty()) {
      return true;
    }
    String name = device.get().properties().name();
    String driver = isLenient(layer) ? record.stamp().driver() : device.get().driver();
    Optional<String> reason = Staleness.reason(record.stamp(), new Stamp(name, driver));
    if (layer != Layer.BUNDLED) {
      reason.ifPresent(stale::add);
    }
    return reason.isEmpty();
  }

  /** The best that holds, or else {@code standard}. */
  ChosenTuning best(Tuning standard, List<String> damage) {
    Map<Integer, Integer> rendered = new HashMap<>();
    Optional<KernelKey> known =
        acceptance == Acceptance.EXACT
            ? Optional.empty()
            : candidates.stream().findFirst().map(any -> key.apply(any.record.kernel()));
    for (Found candidate : candidates.stream().sorted(bestFirst(known)).toList()) {
      KernelKey made = candidate.record.key();
      Optional<String> reason =
          known.flatMap(key -> Staleness.reason(made, wanted(candidate, key, made.template())));
      if (reason.isEmpty()) {
        if (rendered.merge(candidate.place, 1, Integer::sum) > RENDERED) {
          continue;
        }
        KernelKey now = key.apply(candidate.record.kernel());
        known = Optional.of(now);
        reason = Staleness.reason(made, wanted(candidate, now, now.template()));
        if (reason.isEmpty()) {
          return chosen(candidate, now, damage);
        }
      }
      if (candidate.layer != Layer.BUNDLED) {
        stale.add(reason.get());
      }
    }
    List<String> notices = new ArrayList<>(damage);
    notices.addAll(staleness());
    return new ChosenTuning(standard, Optional.empty(), notices);
  }

  /**
   * The order in which candidates are looked at.
   *
   * @param now a kernel's key as it would be made now, if other compilers than its are accepted:
   *     then what is of this one goes first
   */
  private Comparator<Found> bestFirst(Optional<KernelKey> now) {
    return Comparator.comparingDouble(Found::distance)
        .thenComparing(c -> c.record.predicted())
        .thenComparingInt(Found::place)
        .thenComparingInt(c -> now.map(key -> differences(c.record, key).size()).orElse(0))
        .thenComparingInt(c -> -c.record.runs())
        .thenComparingDouble(c -> c.record.cost());
  }

  /** In what a record that holds is not of here and now, with what it is of. */
  private Map<String, String> differences(TuningRecord record, KernelKey now) {
    Map<String, String> differences = new LinkedHashMap<>();
    KernelKey made = record.key();
    if (!made.compilerDigest().equals(now.compilerDigest())) {
      boolean named = !made.compiler().equals(now.compiler());
      differences.put(
          "compiler",
          named
              ? "%s (here %s)".formatted(made.compiler(), now.compiler())
              : "another build of %s".formatted(made.compiler()));
    }
    device
        .map(Device::driver)
        .filter(driver -> !driver.equals(record.stamp().driver()))
        .ifPresent(
            driver ->
                differences.put(
                    "driver", "%s (here %s)".formatted(record.stamp().driver(), driver)));
    return differences;
  }

  /** The key that a record has to have. */
  private KernelKey wanted(Found candidate, KernelKey now, String template) {
    KernelKey compiled = isLenient(candidate.layer) ? candidate.record.key() : now;
    return new KernelKey(compiled.compiler(), compiled.compilerDigest(), template);
  }

  private ChosenTuning chosen(Found candidate, KernelKey now, List<String> damage) {
    Map<String, String> differences = differences(candidate.record, now);
    List<String> notices = new ArrayList<>(damage);
    notices.addAll(notices(candidate, differences));
    return new ChosenTuning(
        candidate.record.kernel().tuning(),
        Optional.of(
            new ChosenTuning.Origin(
                candidate.record,
                candidate.layer,
                candidate.store,
                List.copyOf(differences.keySet()))),
        notices);
  }

  private List<String> notices(Found candidate, Map<String, String> differences) {
    List<String> notices = new ArrayList<>();
    if (candidate.distance > 0) {
      notices.add(
          "the tuning is for about %s, the nearest to %s that is known"
              .formatted(candidate.record.size().bucket(), size));
    }
    if (candidate.layer == Layer.BUNDLED) {
      notices.addAll(staleness());
    }
    if (!differences.isEmpty()) {
      notices.add(
          "the %stuning was found with %s"
              .formatted(
                  candidate.layer == Layer.BUNDLED ? "bundled " : "",
                  String.join(" and ", differences.values())));
    }
    return notices;
  }

  private List<String> staleness() {
    if (stale.isEmpty()) {
      return List.of();
    }
    boolean acceptable =
        acceptance == Acceptance.EXACT && stale.stream().allMatch(Staleness::isAcceptable);
    return List.of(
        "of this kernel's tunings %s: kept, not used%s"
            .formatted(
                Staleness.of(stale),
                acceptable ? " without --accept " + Acceptance.DEVICE_AND_TEMPLATE : ""));
  }
}
