package dev.pagen.report.tuning;

import dev.pagen.tune.Outcome.Predicted;
import dev.pagen.tune.Outcome.Ranked;

/**
 * How many times the cost of one candidate another one has.
 *
 * @param ratio of their costs
 * @param low the least that it may really be
 * @param high the most that it may really be
 */
record Slowdown(double ratio, double low, double high) {
  /**
   * That of {@code other}. Times spread by the intervals of both medians, predictions by the two
   * readings of the model.
   */
  static Slowdown of(Ranked best, Ranked other) {
    double ratio = other.cost() / best.cost();
    if (best instanceof Predicted ours && other instanceof Predicted theirs) {
      double one = theirs.low() / ours.low();
      double two = theirs.high() / ours.high();
      return new Slowdown(ratio, Math.min(one, two), Math.max(one, two));
    }
    return new Slowdown(
        ratio, other.lowCost() / best.highCost(), other.highCost() / best.lowCost());
  }
}
