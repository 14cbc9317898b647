package dev.pagen.tune;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The tuning to use for a workload.
 *
 * @param tuning the best that is known
 * @param notice why it is not one that was found for this workload; empty if it is
 */
public record TuningLookup(Tuning tuning, Optional<String> notice) {
  /**
   * The best tuning that was timed for this bucket of workloads; else for the nearest; else the
   * default. Predictions of the model are taken where the stamp is the model's.
   *
   * @param contents of a store
   * @param stamp of the device that it is for
   * @param key of a kernel as it would be made now
   */
  public static TuningLookup of(
      TuningStore.Contents contents,
      AttentionSpec attention,
      Target target,
      WorkloadSize size,
      Stamp stamp,
      Function<KernelSpec, String> key) {
    Selection known = Selection.of(contents, attention, target, stamp, key);
    List<TuningRecord> ranked = SweepResult.ranked(known.current());
    Optional<WorkloadSize> nearest =
        ranked.stream()
            .map(record -> record.size().bucket())
            .distinct()
            .min(Comparator.comparingDouble(size.bucket()::distance));
    if (nearest.isEmpty()) {
      return new TuningLookup(
          Tuning.defaultFor(attention, target),
          Optional.of(
              known.stale() == 0
                  ? "the default tuning: the store has none for this kernel on " + stamp.device()
                  : "the default tuning: the store's %d records of this kernel are of another device, driver, compiler or version of the templates than now"
                      .formatted(known.stale())));
    }
    WorkloadSize bucket = nearest.get();
    TuningRecord best =
        SweepResult.best(ranked.stream().filter(r -> r.size().bucket().equals(bucket)).toList())
            .orElseThrow();
    return new TuningLookup(
        best.kernel().tuning(),
        bucket.equals(size.bucket())
            ? Optional.empty()
            : Optional.of(
                "the tuning for about %s, the nearest to %s in the store".formatted(bucket, size)));
  }
}
