package dev.pagen.count;

import dev.pagen.emulator.observe.Timeline.Span;

/**
 * What a workgroup of a kernel takes, on average, with a compute unit and all bandwidth to itself.
 * Holds for latencies from {@link dev.pagen.spec.LittlesLaw#LOADED_LATENCY_SECONDS} to twice as
 * long, between which it was measured.
 *
 * @param duration of all of it
 * @param fill until the first bytes of K or V are there
 * @param drain from when the last are
 * @param longestDrain that of the workgroup that takes longest for it, such as one that merges what
 *     others left
 */
public record Solo(Delay duration, Delay fill, Delay drain, Delay longestDrain) {
  /** Of workgroups that all have as much to do in the end. */
  public static Solo alike(Delay duration, Delay fill, Delay drain) {
    return new Solo(duration, fill, drain, drain);
  }

  static Solo of(Span atLatency, Span atTwice, double latency) {
    return new Solo(
        Delay.of(atLatency.duration(), atTwice.duration(), latency),
        Delay.of(atLatency.fill(), atTwice.fill(), latency),
        Delay.of(atLatency.drain(), atTwice.drain(), latency),
        Delay.of(atLatency.longestDrain(), atTwice.longestDrain(), latency));
  }
}
