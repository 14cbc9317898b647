package dev.pagen.verify;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.LogSumExp;

/**
 * How far log-sum-exps are off.
 *
 * @param largest absolute error, as of natural logarithms
 * @param share the most that an error takes of what it may be
 */
record LogarithmErrors(double largest, double share) {
  static final LogarithmErrors NONE = new LogarithmErrors(0, 0);

  static LogarithmErrors of(AttentionSpec spec, double[] expected, float[] actual) {
    Tolerance limits = Tolerance.of(spec);
    double unit = spec.lse() == LogSumExp.BASE2 ? Math.log(2) : 1;
    double largest = 0;
    double share = 0;
    for (int i = 0; i < expected.length; i++) {
      double error = error(expected[i], actual[i]);
      double may = Math.max(limits.lse() / unit, limits.lseUlps() * Math.ulp((float) expected[i]));
      largest = Math.max(largest, error * unit);
      share = Math.max(share, error == 0 ? 0 : error / may);
    }
    return new LogarithmErrors(largest, share);
  }

  /**
   * What is beyond a float's range is infinite in one. NaN is never right: nothing written is it.
   */
  private static double error(double expected, float actual) {
    if ((float) expected == actual) {
      return 0;
    }
    double error = Math.abs(expected - actual);
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }
}
