package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.LogSumExp;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A kernel's output beside the reference. An error that is not a number counts as infinite.
 *
 * @param maxAbsolute largest absolute error
 * @param relativeL2 L2 norm of the errors over that of the reference
 * @param worst the element that is farthest off in the sense of {@link Tolerance#ulps}; empty where
 *     there are no elements
 * @param lseError largest absolute error of a log-sum-exp, as a natural logarithm; 0 where the spec
 *     asks for none
 * @param nans elements that are NaN
 * @param strays elements outside the output's rows that were written
 * @param limits what it is held to
 */
public record Comparison(
    double maxAbsolute,
    double relativeL2,
    Optional<Element> worst,
    double lseError,
    long nans,
    long strays,
    Tolerance limits) {

  /**
   * One element of the output.
   *
   * @param sequence of the batch
   * @param token of the sequence's new ones
   * @param head query head
   * @param element of the head
   * @param ulps its error, as {@link Tolerance#ulps} counts
   */
  public record Element(
      int sequence,
      int token,
      int head,
      int element,
      double expected,
      double actual,
      double ulps) {}

  /**
   * Compares what a kernel wrote with what {@link Reference} says.
   *
   * @param expected output of the workload
   */
  public static Comparison of(Workload workload, double[] expected, DeviceWorkload.Output actual) {
    AttentionSpec spec = workload.spec();
    double lseError =
        spec.lse() != LogSumExp.NONE
            ? largestError(Reference.logSumExp(workload), actual.lse()) * unit(spec.lse())
            : 0;
    return new Measuring(workload, expected, actual.elements()).measure(lseError, actual.strays());
  }

  /** What a difference of 1 of these logarithms is in natural ones. */
  private static double unit(LogSumExp lse) {
    return lse == LogSumExp.BASE2 ? Math.log(2) : 1;
  }

  private static double largestError(double[] expected, float[] actual) {
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double error = expected[i] == actual[i] ? 0 : Math.abs(expected[i] - actual[i]);
      largest = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(largest, error);
    }
    return largest;
  }

  /** Whether everything is within the limits. */
  public boolean passed() {
    return nans == 0
        && strays == 0
        && relativeL2 <= limits.relativeL2()
        && lseError <= limits.lse()
        && worst.map(e -> e.ulps() <= limits.ulps()).orElse(true);
  }

  private static final class Measuring {
    private final AttentionSpec spec;
    private final OutputFormat format;
    private final double[] expected;
    private final MemorySegment actual;
    private double maxAbsolute;
    private double squaredError;
    private double squared;
    private long nans;
    private Optional<Element> worst = Optional.empty();

    Measuring(Workload workload, double[] expected, MemorySegment actual) {
      this.spec = workload.spec();
      this.format = workload.out();
      this.expected = expected;
      this.actual = actual;
    }

    Comparison measure(double lseError, long strays) {
      for (int row = 0; row < expected.length / spec.valueSize(); row++) {
        row(row);
      }
      double relative = squaredError == 0 ? 0 : Math.sqrt(squaredError) / Math.sqrt(squared);
      return new Comparison(
          maxAbsolute, relative, worst, lseError, nans, strays, Tolerance.of(spec));
    }

    private void row(int row) {
      int first = row * spec.valueSize();
      double largest = 0;
      for (int e = 0; e < spec.valueSize(); e++) {
        largest = Math.max(largest, Math.abs(expected[first + e]));
      }
      double ulp = format.ulp(largest);
      for (int e = 0; e < spec.valueSize(); e++) {
        double value = format.get(actual, first + e);
        if (Double.isNaN(value)) {
          nans++;
        }
        double error = Math.abs(value - format.saturate(expected[first + e]));
        if (Double.isNaN(error)) {
          error = Double.POSITIVE_INFINITY;
        }
        double ulps = error == 0 ? 0 : error / ulp;
        maxAbsolute = Math.max(maxAbsolute, error);
        squaredError += error * error;
        squared += expected[first + e] * expected[first + e];
        if (worst.isEmpty() || ulps > worst.get().ulps()) {
          worst = Optional.of(element(row, e, value, ulps));
        }
      }
    }

    private Element element(int row, int element, double value, double ulps) {
      return new Element(
          row / spec.sequenceRows(),
          row / spec.queryHeads() % spec.qLen(),
          row % spec.queryHeads(),
          element,
          expected[row * spec.valueSize() + element],
          value,
          ulps);
    }
  }
}
