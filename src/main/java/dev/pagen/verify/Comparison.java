package dev.pagen.verify;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.LogSumExp;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A kernel's output beside the reference. Infinity is right where the reference has it, and
 * infinitely wrong elsewhere; {@link OutputFormat#error} says more.
 *
 * @param maxAbsolute largest absolute error
 * @param relativeL2 L2 norm of the errors over that of the reference, where that is finite
 * @param worst the element that is farthest off in the sense of {@link Tolerance#ulps}; empty where
 *     there are no elements
 * @param lseError largest absolute error of a log-sum-exp, as a natural logarithm; 0 where the spec
 *     asks for none
 * @param lseShare the most that any of these errors takes of what it may be
 * @param nans elements that are NaN and should not be infinite
 * @param strays elements outside the output's rows that were written
 * @param limits what it is held to
 */
public record Comparison(
    double maxAbsolute,
    double relativeL2,
    Optional<Element> worst,
    double lseError,
    double lseShare,
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
    LogarithmErrors logarithms =
        spec.lse() != LogSumExp.NONE
            ? LogarithmErrors.of(spec, Reference.logSumExp(workload), actual.lse())
            : LogarithmErrors.NONE;
    return new Measuring(workload, expected, actual.elements())
        .measure(logarithms, actual.strays());
  }

  /** Whether everything is within the limits. */
  public boolean passed() {
    return nans == 0
        && strays == 0
        && relativeL2 <= limits.relativeL2()
        && lseShare <= 1
        && worst.map(e -> e.ulps() <= limits.ulps()).orElse(true);
  }

  private static final class Measuring {
    private final AttentionSpec spec;
    private final NewTokens tokens;
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
      this.tokens = workload.tokens();
      this.format = workload.out();
      this.expected = expected;
      this.actual = actual;
    }

    Comparison measure(LogarithmErrors logarithms, long strays) {
      for (int row = 0; row < expected.length / spec.valueSize(); row++) {
        row(row);
      }
      double relative = squaredError == 0 ? 0 : Math.sqrt(squaredError) / Math.sqrt(squared);
      return new Comparison(
          maxAbsolute,
          relative,
          worst,
          logarithms.largest(),
          logarithms.share(),
          nans,
          strays,
          Tolerance.of(spec));
    }

    private void row(int row) {
      int first = row * spec.valueSize();
      double largest = 0;
      for (int e = 0; e < spec.valueSize(); e++) {
        double magnitude = Math.abs(expected[first + e]);
        largest = Math.max(largest, Double.isFinite(magnitude) ? magnitude : 0);
      }
      double ulp = format.ulp(largest);
      for (int e = 0; e < spec.valueSize(); e++) {
        double value = format.get(actual, first + e);
        double right = expected[first + e];
        if (Double.isNaN(value) && !Double.isInfinite(right)) {
          nans++;
        }
        double error = format.error(right, value);
        double counted = Math.max(0, error - format.denormalError());
        double ulps = counted == 0 ? 0 : counted / ulp;
        maxAbsolute = Math.max(maxAbsolute, error);
        squaredError += counted * counted;
        squared += Double.isFinite(right) ? right * right : 0;
        if (worst.isEmpty() || ulps > worst.get().ulps()) {
          worst = Optional.of(element(row, e, value, ulps));
        }
      }
    }

    private Element element(int row, int element, double value, double ulps) {
      int token = row / spec.queryHeads();
      int sequence = tokens.sequence(token);
      return new Element(
          sequence,
          token - tokens.first(sequence),
          row % spec.queryHeads(),
          element,
          expected[row * spec.valueSize() + element],
          value,
          ulps);
    }
  }
}
