package dev.pagen.report.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One axis of a chart, fitted to what is drawn: which numbers lie where.
 *
 * @param title what the numbers are
 * @param low at its beginning
 * @param high at its end
 * @param logarithmic whether equal distances are equal factors
 * @param ticks numbers that are marked, ascending, within low and high
 */
public record Axis(String title, double low, double high, boolean logarithmic, List<Double> ticks) {
  /** Numbers that span more than this factor are drawn logarithmically. */
  private static final double LINEAR_SPAN = 6;

  private static final int WANTED_TICKS = 5;
  private static final double GAP = 8;

  /** Decades from which on only powers of ten are marked. */
  private static final int MANY_DECADES = 4;

  /** The least share of a number that an axis spans: what differs less is alike. */
  private static final double LEAST_SPAN = 0.005;

  /** An axis whose marks are these numbers, at least one, all positive, ascending. */
  public static Axis marked(String title, List<Double> numbers) {
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
  public static Axis fitted(String title, double least, double most) {
    return most > LINEAR_SPAN * least
        ? logarithmic(title, least, most)
        : linear(title, least, most);
  }

  /** An axis for places in an order, from 1 to {@code most}. */
  public static Axis ranks(String title, int most) {
    double step = Math.max(1, roundStep(most / (double) WANTED_TICKS));
    List<Double> ticks =
        Stream.concat(
                Stream.of(1.0),
                IntStream.rangeClosed(1, (int) (most / step)).mapToObj(i -> i * step))
            .distinct()
            .toList();
    double margin = Math.max(0.5, 0.02 * most);
    return new Axis(title, 1 - margin, most + margin, false, ticks);
  }

  /** A linear axis with round marks, which need not have zero. */
  public static Axis linear(String title, double least, double most) {
    double span = Math.max(most - least, LEAST_SPAN * Math.abs(most));
    double step = roundStep(span / WANTED_TICKS);
    long first = (long) Math.floor(least / step + 1e-9);
    long last = Math.max(first + 1, (long) Math.ceil(most / step - 1e-9));
    List<Double> ticks = LongStream.rangeClosed(first, last).mapToObj(i -> i * step).toList();
    return new Axis(title, first * step, last * step, false, ticks);
  }

  /** From one mark to another; marks are 1, 2 and 5 times a power of ten, or those powers alone. */
  private static Axis logarithmic(String title, double least, double most) {
    int first = (int) Math.floor(Math.log10(least));
    int last = (int) Math.ceil(Math.log10(most));
    List<Integer> factors = last - first > MANY_DECADES ? List.of(1) : List.of(1, 2, 5);
    List<Double> steps =
        IntStream.rangeClosed(first, last)
            .boxed()
            .flatMap(decade -> factors.stream().map(factor -> factor * Math.pow(10, decade)))
            .toList();
    double low = steps.stream().filter(step -> step <= least).toList().getLast();
    double high = steps.stream().filter(step -> step >= most).findFirst().orElseThrow();
    return new Axis(
        title,
        low,
        high,
        true,
        steps.stream().filter(step -> step >= low && step <= high).toList());
  }

  private static double roundStep(double step) {
    double decade = Math.pow(10, Math.floor(Math.log10(step)));
    return Stream.of(1.0, 2.0, 5.0)
        .map(factor -> factor * decade)
        .filter(round -> round >= step)
        .findFirst()
        .orElse(10 * decade);
  }

  /** Where {@code number} lies: 0 at the beginning, 1 at the end. */
  public double place(double number) {
    return logarithmic
        ? Math.log(number / low) / Math.log(high / low)
        : (number - low) / (high - low);
  }

  /** Marks of an axis that is so long, as many as have room for their labels beside each other. */
  public List<Double> roomyTicks(double length) {
    double room = Double.NEGATIVE_INFINITY;
    List<Double> roomy = new ArrayList<>();
    for (double tick : ticks) {
      double half = Svg.room(label(tick)) / 2 + 4;
      double at = place(tick) * length;
      if (at - half >= room) {
        roomy.add(tick);
        room = at + half;
      }
    }
    return roomy;
  }

  /** What the label of the last mark needs beyond the end of an axis that goes across. */
  double overhang() {
    return Svg.room(label(ticks.getLast())) / 2;
  }

  /** The room that labels need, beside an axis that goes up. */
  public double labelRoom() {
    return ticks.stream().mapToDouble(tick -> Svg.room(label(tick))).max().orElse(0) + GAP;
  }

  /** How a mark is written: {@code 128}, {@code 16K}, {@code 0.5}. */
  public static String label(double number) {
    if (number >= 1024 && number % 1024 == 0) {
      return String.format(Locale.ROOT, "%.0fK", number / 1024);
    }
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : String.valueOf(Math.round(1000 * number) / 1000.0);
  }
}
