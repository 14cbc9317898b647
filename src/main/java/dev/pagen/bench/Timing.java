package dev.pagen.bench;

import java.util.Optional;

/**
 * What one run takes on the device.
 *
 * @param each runs with an event before and one after each
 * @param grouped runs one right after the other with events around the group only, per run; only
 *     where runs are so short that the events around each would be a visible part of their time
 */
public record Timing(Samples each, Optional<Samples> grouped) {
  /** Runs that take less than this, in microseconds, are timed by groups too. */
  static final double SHORT = 50;

  /** The better measure: grouped, where there is that. */
  public Samples best() {
    return grouped.orElse(each);
  }
}
