package dev.pagen.bench;

import java.util.Arrays;

/** Measured times of one thing, in microseconds. */
public final class Samples {
  private final double[] sorted;

  private Samples(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Samples of these values, in any order.
   *
   * @throws IllegalArgumentException if there are none, or one is no finite number
   */
  public static Samples of(double... microseconds) {
    if (microseconds.length == 0 || !Arrays.stream(microseconds).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("no finite times: " + Arrays.toString(microseconds));
    }
    double[] sorted = microseconds.clone();
    Arrays.sort(sorted);
    return new Samples(sorted);
  }

  /** How many there are. */
  public int count() {
    return sorted.length;
  }

  /** The smallest. */
  public double min() {
    return sorted[0];
  }

  /** The largest. */
  public double max() {
    return sorted[sorted.length - 1];
  }

  /** The middle one, or the mean of the two in the middle. */
  public double median() {
    return quantile(0.5);
  }

  /**
   * The value below which a share {@code q} of the samples lies, interpolated between neighbours.
   *
   * @param q 0 to 1
   */
  public double quantile(double q) {
    double place = q * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
