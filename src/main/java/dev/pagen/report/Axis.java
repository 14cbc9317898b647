package dev.pagen.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One axis of a chart: which numbers lie where. Numbers that span more than a factor of {@link
 * #LINEAR_SPAN} are drawn logarithmically.
 *
 * @param title what the numbers are
 * @param low at its beginning
 * @param high at its end
 * @param logarithmic whether equal distances are equal factors
 * @param ticks numbers that are marked, ascending, within low and high
 */
record Axis(String title, double low, double high, boolean logarithmic, List<Double> ticks) {
  private static final double LINEAR_SPAN = 8;
  private static final int WANTED_TICKS = 5;

  /** An axis whose marks are these numbers, at least one, all positive, ascending. */
  static Axis marked(String title, List<Double> numbers) {
    double least = numbers.getFirst();
    double most = numbers.getLast();
    boolean logarithmic = most > 4 * least;
    double margin = logarithmic ? Math.pow(most / least, 0.04) : 0.04 * Math.max(most - least, 1);
    return new Axis(
        title,
        logarithmic ? least / margin : least - margin,
        logarithmic ? most * margin : most + margin,
        logarithmic,
        numbers);
  }

  /** An axis with round marks for positive numbers from {@code least} to {@code most}. */
  static Axis round(String title, double least, double most) {
    if (most <= LINEAR_SPAN * least) {
      return fromZero(title, most);
    }
    double low = least / 1.25;
    double high = most * 1.25;
    return new Axis(title, low, high, true, decadeTicks(low, high));
  }

  /** A linear axis with round marks from zero. */
  static Axis fromZero(String title, double most) {
    double step = roundStep(most / WANTED_TICKS);
    double high = Math.ceil(most * 1.02 / step) * step;
    List<Double> ticks =
        IntStream.rangeClosed(0, (int) Math.round(high / step)).mapToObj(i -> i * step).toList();
    return new Axis(title, 0, high, false, ticks);
  }

  /**
   * A linear axis with round marks from about {@code least} to about {@code most}, without zero.
   */
  static Axis near(String title, double least, double most) {
    double step = roundStep(Math.max((most - least) / WANTED_TICKS, Math.ulp((float) most)));
    long first = (long) Math.floor(least / step);
    long last = Math.max(first + 1, (long) Math.ceil(most / step));
    List<Double> ticks = LongStream.rangeClosed(first, last).mapToObj(i -> i * step).toList();
    return new Axis(title, first * step, last * step, false, ticks);
  }

  /** 1, 2 and 5 times a power of ten, or powers of ten alone where those are many. */
  private static List<Double> decadeTicks(double low, double high) {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    DoubleStream factors = last - first > 4 ? DoubleStream.of(1) : DoubleStream.of(1, 2, 5);
    List<Double> steps = factors.boxed().toList();
    return IntStream.rangeClosed(first, last)
        .boxed()
        .flatMap(decade -> steps.stream().map(step -> step * Math.pow(10, decade)))
        .filter(tick -> tick >= low && tick <= high)
        .toList();
  }

  private static double roundStep(double step) {
    double decade = Math.pow(10, Math.floor(Math.log10(step)));
    return Stream.of(1.0, 2.0, 5.0, 10.0)
        .map(factor -> factor * decade)
        .filter(round -> round >= step)
        .findFirst()
        .orElse(10 * decade);
  }

  /** Where {@code number} lies: 0 at the beginning, 1 at the end. */
  double place(double number) {
    return logarithmic
        ? Math.log(number / low) / Math.log(high / low)
        : (number - low) / (high - low);
  }

  /** How a mark is written: {@code 128}, {@code 16K}, {@code 0.5}. */
  static String label(double number) {
    if (number >= 1024 && number % 1024 == 0) {
      return String.format(Locale.ROOT, "%.0fK", number / 1024);
    }
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : String.valueOf(Math.round(1000 * number) / 1000.0);
  }
}
