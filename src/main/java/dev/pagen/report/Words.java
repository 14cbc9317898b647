package dev.pagen.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers and names as people read them. */
public final class Words {
  /** Ranges that are all shown. */
  private static final int FEW = 3;

  private static final long KILO = 1024;
  private static final List<String> UNITS = List.of("KB", "MB", "GB");

  private Words() {}

  /** An enum constant in words: {@code WAVE_SLOTS} is {@code wave slots}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Bytes in the largest of B, KB, MB and GB (steps of 1024) that they fill, to one decimal. */
  public static String bytes(long bytes) {
    if (bytes < KILO) {
      return bytes + " B";
    }
    double amount = bytes / (double) KILO;
    int unit = 0;
    // What would round to 1024 is 1 of the next.
    while (Math.round(10 * amount) >= 10 * KILO && unit < UNITS.size() - 1) {
      amount /= KILO;
      unit++;
    }
    return number(Math.round(10 * amount) / 10.0) + " " + UNITS.get(unit);
  }

  /** A number of things: {@code 1 kernel}, {@code 2 kernels}. */
  public static String count(long number, String thing) {
    return count(number, thing, thing + "s");
  }

  /** The same of a thing whose plural is another word. */
  public static String count(long number, String thing, String things) {
    return number + " " + (number == 1 ? thing : things);
  }

  /** Ascending numbers, those in a row as a range: {@code 0-4 6-10 12}. */
  public static String ranges(List<Integer> numbers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0, end; i < numbers.size(); i = end) {
      end = i + 1;
      while (end < numbers.size() && numbers.get(end) == numbers.get(end - 1) + 1) {
        end++;
      }
      text.append(text.isEmpty() ? "" : " ").append(numbers.get(i));
      if (end - i > 1) {
        text.append('-').append(numbers.get(end - 1));
      }
    }
    return text.toString();
  }

  /**
   * The same, of ranges that repeat at one distance only the first two and the last: {@code 0-4
   * 6-10 ... 54-58 60-61}.
   */
  public static String pattern(List<Integer> numbers) {
    if (numbers.isEmpty()) {
      return "";
    }
    List<String> ranges = List.of(ranges(numbers).split(" "));
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < ranges.size(); ) {
      int end = i + 1;
      while (end < ranges.size() && repeats(ranges, i, end)) {
        end++;
      }
      if (end - i > FEW) {
        shown.addAll(List.of(ranges.get(i), ranges.get(i + 1), "...", ranges.get(end - 1)));
        i = end;
      } else {
        shown.add(ranges.get(i++));
      }
    }
    return String.join(" ", shown);
  }

  /** Whether a range is as far from the one before it as the second is from the first. */
  private static boolean repeats(List<String> ranges, int first, int range) {
    int step = begin(ranges.get(first + 1)) - begin(ranges.get(first));
    return begin(ranges.get(range)) - begin(ranges.get(range - 1)) == step
        && end(ranges.get(range)) - end(ranges.get(range - 1)) == step;
  }

  private static int begin(String range) {
    return Integer.parseInt(range.split("-")[0]);
  }

  private static int end(String range) {
    return Integer.parseInt(range.substring(range.indexOf('-') + 1));
  }

  /** A number without needless decimals. */
  public static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** Text as XML and HTML take it. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A rate in TB/s (10^12 bytes per second) with two decimals. */
  public static String rate(double bytesPerSecond) {
    return String.format(Locale.ROOT, "%.2f TB/s", bytesPerSecond / 1e12);
  }
}
