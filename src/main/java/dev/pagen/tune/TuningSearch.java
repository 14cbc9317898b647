package dev.pagen.tune;

import dev.pagen.PagenException;
import dev.pagen.attention.WorkloadSize;
import dev.pagen.device.Device;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/** One look-up: takes lines of stores in, and says which of them is the one. */
final class TuningSearch {
  /**
   * Kernels that are rendered at most, to see whether today's templates still make them. A change
   * of the templates changes nearly all kernels, so where the best do not hold the others hardly
   * do.
   */
  private static final int RENDERED = 8;

  private final AttentionSpec attention;
  private final Target target;
  private final WorkloadSize bucket;
  private final WorkloadSize size;
  private final Optional<Device> device;
  private final Function<KernelSpec, KernelKey> key;
  private final Map<String, Boolean> alike = new HashMap<>();
  private final List<Found> candidates = new ArrayList<>();
  private final List<String> stale = new ArrayList<>();

  private record Found(RecordOutline outline, boolean bundled, double distance) {
    static final Comparator<Found> BEST_FIRST =
        Comparator.comparingDouble(Found::distance)
            .thenComparing(c -> c.outline.predicted())
            .thenComparing(Found::bundled)
            .thenComparingInt(c -> -c.outline.runs())
            .thenComparingDouble(c -> c.outline.cost());

    /** What a later record replaces. */
    record Place(String tuning, Stamp stamp, WorkloadSize size) {}

    Place place() {
      return new Place(outline.tuning(), outline.stamp(), outline.size());
    }
  }

  TuningSearch(
      AttentionSpec attention,
      Target target,
      WorkloadSize size,
      Optional<Device> device,
      Function<KernelSpec, KernelKey> key) {
    this.attention = attention;
    this.target = target;
    this.size = size;
    this.bucket = size.bucket();
    this.device = device;
    this.key = key;
    this.alike.put(RecordJson.text(attention), true);
  }

  /** Takes in what stores say of this kernel, in the order in which they say it. */
  void add(List<RecordOutline> outlines, boolean bundled) {
    Map<Found.Place, Found> found = new LinkedHashMap<>();
    for (RecordOutline outline : outlines) {
      if (!isOfThisKernel(outline) || !isOfThisDevice(outline, bundled)) {
        continue;
      }
      Found candidate = new Found(outline, bundled, bucket.distance(outline.size().bucket()));
      if (outline.ranked()) {
        found.merge(
            candidate.place(), candidate, (a, b) -> a.outline.runs() > b.outline.runs() ? a : b);
      } else {
        found.remove(candidate.place());
      }
    }
    candidates.addAll(found.values());
  }

  private boolean isOfThisKernel(RecordOutline outline) {
    return outline.target().equals(target.arch())
        && alike.computeIfAbsent(outline.attention(), _ -> isAlike(outline));
  }

  /** Whether it is the same spec, written by a version that knew other fields. */
  private boolean isAlike(RecordOutline outline) {
    return read(outline).filter(r -> r.kernel().attention().equals(attention)).isPresent();
  }

  private boolean isOfThisDevice(RecordOutline outline, boolean bundled) {
    if (device.isEmpty()) {
      return true;
    }
    String name = device.get().properties().name();
    String driver = bundled ? outline.stamp().driver() : device.get().driver();
    Optional<String> reason = Staleness.reason(outline.stamp(), new Stamp(name, driver));
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
      KernelKey made = candidate.outline.key();
      Optional<String> reason =
          known.flatMap(key -> Staleness.reason(made, wanted(candidate, key, made.template())));
      if (reason.isEmpty()) {
        if (rendered.merge(candidate.bundled, 1, Integer::sum) > RENDERED) {
          continue;
        }
        Optional<TuningRecord> record = read(candidate.outline);
        if (record.isEmpty()) {
          continue;
        }
        KernelKey now = key.apply(record.get().kernel());
        known = Optional.of(now);
        reason = Staleness.reason(made, wanted(candidate, now, now.template()));
        if (reason.isEmpty()) {
          return chosen(record.get(), candidate, now, damage);
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
    KernelKey compiled = candidate.bundled ? candidate.outline.key() : now;
    return new KernelKey(compiled.compiler(), compiled.compilerDigest(), template);
  }

  private ChosenTuning chosen(
      TuningRecord record, Found candidate, KernelKey now, List<String> damage) {
    List<String> notices = new ArrayList<>(damage);
    notices.addAll(notices(record, candidate, now));
    return new ChosenTuning(
        record.kernel().tuning(),
        Optional.of(new ChosenTuning.Origin(record, candidate.bundled)),
        notices);
  }

  private List<String> notices(TuningRecord record, Found candidate, KernelKey now) {
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

  private static Optional<TuningRecord> read(RecordOutline outline) {
    try {
      return Optional.of(RecordJson.read(outline.line()));
    } catch (IllegalArgumentException | DateTimeException | PagenException | JacksonException e) {
      return Optional.empty();
    }
  }
}
