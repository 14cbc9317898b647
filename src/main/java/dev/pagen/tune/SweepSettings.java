package dev.pagen.tune;

import java.time.Duration;
import java.util.Optional;

/**
 * How a sweep goes about its work.
 *
 * @param budget time that it takes at most, but for the candidate in hand
 * @param ahead candidates that are compiled or being compiled while another is measured
 * @param runs of a candidate that is measured for the first time
 * @param mostRuns of a finalist; ties are broken with twice as many
 * @param finalists that are measured at length
 * @param limit time after which a measurement is taken to hang
 * @param origin that its records name
 * @param shard that this sweep is, if it is one of several: it measures its best and the start as
 *     long as the others do, whatever is known of the start elsewhere
 */
public record SweepSettings(
    Duration budget,
    int ahead,
    int runs,
    int mostRuns,
    int finalists,
    Duration limit,
    Optional<Origin> origin,
    Optional<Shard> shard) {
  /** Settings of no shard, whose records do not say who made them. */
  public SweepSettings(
      Duration budget, int ahead, int runs, int mostRuns, int finalists, Duration limit) {
    this(budget, ahead, runs, mostRuns, finalists, limit, Optional.empty(), Optional.empty());
  }

  /** Settings that differ in nothing but the budget. */
  public static SweepSettings of(Duration budget) {
    int ahead = Math.max(4, Runtime.getRuntime().availableProcessors());
    return new SweepSettings(budget, ahead, 16, 512, 8, Duration.ofMinutes(5));
  }

  /** The same for one of several shards. */
  public SweepSettings withShard(Shard one) {
    return new SweepSettings(
        budget, ahead, runs, mostRuns, finalists, limit, origin, Optional.of(one));
  }

  /** The same, whose records say who made them. */
  public SweepSettings by(Origin maker) {
    return new SweepSettings(
        budget, ahead, runs, mostRuns, finalists, limit, Optional.of(maker), shard);
  }
}
