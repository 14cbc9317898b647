package dev.pagen.tune;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Tuning;
import java.time.Instant;
import java.util.Optional;

/**
 * One candidate that was tried, as the store keeps it.
 *
 * @param time when that was
 * @param stamp where it was
 * @param key of the kernel, as it was made then
 * @param kernel what was tried
 * @param size of the batch
 * @param code digest of what ran, {@link Candidate#code()}; empty if nothing was compiled
 * @param sameAs the tuning whose code is the same, where that was measured in place of this one
 * @param resources what its code takes; empty if nothing was compiled, and in records of versions
 *     that did not look
 * @param outcome what came of it
 * @param origin who made it; empty in records of versions that did not say
 * @param shard that tried it; empty if it was not one of several
 */
public record TuningRecord(
    Instant time,
    Stamp stamp,
    KernelKey key,
    KernelSpec kernel,
    WorkloadSize size,
    Optional<String> code,
    Optional<Tuning> sameAs,
    Optional<Resources> resources,
    Outcome outcome,
    Optional<Origin> origin,
    Optional<Shard> shard) {

  /** A record of no shard that does not say who made it. */
  public TuningRecord(
      Instant time,
      Stamp stamp,
      KernelKey key,
      KernelSpec kernel,
      WorkloadSize size,
      Optional<String> code,
      Optional<Tuning> sameAs,
      Optional<Resources> resources,
      Outcome outcome) {
    this(
        time,
        stamp,
        key,
        kernel,
        size,
        code,
        sameAs,
        resources,
        outcome,
        Optional.empty(),
        Optional.empty());
  }

  /** The same of another time. */
  TuningRecord withTime(Instant other) {
    return new TuningRecord(
        other, stamp, key, kernel, size, code, sameAs, resources, outcome, origin, shard);
  }

  /** The same of one of several shards. */
  TuningRecord withShard(Shard one) {
    return new TuningRecord(
        time, stamp, key, kernel, size, code, sameAs, resources, outcome, origin, Optional.of(one));
  }

  /** The same with another outcome. */
  TuningRecord withOutcome(Outcome other) {
    return new TuningRecord(
        time, stamp, key, kernel, size, code, sameAs, resources, other, origin, shard);
  }

  /** The same for a search. */
  public Trial trial() {
    return new Trial(kernel.tuning(), outcome);
  }

  /** Runs that were timed, 0 if none. */
  public int runs() {
    return outcome instanceof Outcome.Timed timed ? timed.runs() : 0;
  }

  /** Its time in units of the floor's; infinite if there is none. */
  double cost() {
    return outcome instanceof Outcome.Ranked ranked ? ranked.cost() : Double.POSITIVE_INFINITY;
  }

  /** Whether its time is a prediction. */
  boolean predicted() {
    return outcome instanceof Outcome.Predicted;
  }
}
