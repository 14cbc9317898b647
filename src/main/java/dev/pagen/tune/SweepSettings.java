package dev.pagen.tune;

import java.time.Duration;

/**
 * How a sweep goes about its work.
 *
 * @param budget time that it takes at most, but for the candidate in hand
 * @param ahead candidates that are compiled or being compiled while another is measured
 * @param runs of a candidate that is measured for the first time
 * @param mostRuns of a finalist; ties are broken with twice as many
 * @param finalists that are measured at length
 * @param limit time after which a measurement is taken to hang
 */
public record SweepSettings(
    Duration budget, int ahead, int runs, int mostRuns, int finalists, Duration limit) {
  /** Settings that differ in nothing but the budget. */
  public static SweepSettings of(Duration budget) {
    int ahead = Math.max(4, Runtime.getRuntime().availableProcessors());
    return new SweepSettings(budget, ahead, 16, 512, 8, Duration.ofMinutes(5));
  }
}
