package dev.pagen.toolchain;

import java.util.Comparator;

/**
 * Orders names by the numbers in them, as versions are: {@code rocm-7.10.0} comes after {@code
 * rocm-7.9.1}, {@code python3.13} after {@code python3.9}, and a name with more numbers after the
 * same with fewer. Names with the same numbers are in the order of their letters.
 */
final class VersionOrder implements Comparator<String> {
  /** The oldest first. */
  static final Comparator<String> OLDEST_FIRST = new VersionOrder();

  private VersionOrder() {}

  @Override
  public int compare(String a, String b) {
    int i = start(a, 0);
    int j = start(b, 0);
    while (i < a.length() && j < b.length()) {
      int endA = end(a, i);
      int endB = end(b, j);
      int order = number(a, i, endA, b, j, endB);
      if (order != 0) {
        return order;
      }
      i = start(a, endA);
      j = start(b, endB);
    }
    boolean moreOfA = i < a.length();
    boolean moreOfB = j < b.length();
    return moreOfA == moreOfB ? a.compareTo(b) : moreOfA ? 1 : -1;
  }

  /** Numbers of any length: the longer one without its leading zeros is the larger. */
  private static int number(String a, int i, int endA, String b, int j, int endB) {
    int fromA = withoutZeros(a, i, endA);
    int fromB = withoutZeros(b, j, endB);
    int order = Integer.compare(endA - fromA, endB - fromB);
    return order != 0 ? order : a.substring(fromA, endA).compareTo(b.substring(fromB, endB));
  }

  private static int withoutZeros(String name, int from, int end) {
    int at = from;
    while (at < end - 1 && name.charAt(at) == '0') {
      at++;
    }
    return at;
  }

  private static int start(String name, int from) {
    int at = from;
    while (at < name.length() && !isDigit(name.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int end(String name, int from) {
    int at = from;
    while (at < name.length() && isDigit(name.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
