package dev.pagen.compile;

import dev.pagen.spec.Tuning;
import java.util.List;
import java.util.Optional;

/**
 * A kernel with the default tuning that its compiler settles for.
 *
 * @param kernel with the first candidate that fits, or for want of one the least bad
 * @param passedOver what was compiled and does not fit, in the order in which it was tried
 * @param flaw what is wrong with it all the same; empty where it fits
 */
public record SettledKernel(
    BuiltKernel kernel, List<PassedOver> passedOver, Optional<String> flaw) {
  /**
   * A candidate that was compiled and not taken.
   *
   * @param why such as {@code spills 2 registers}
   */
  public record PassedOver(Tuning tuning, String why) {}

  public SettledKernel {
    passedOver = List.copyOf(passedOver);
  }
}
