package dev.pagen.report;

import java.util.Collection;
import java.util.Locale;

/** What times rest on. */
enum Basis {
  /** A GPU was timed. */
  MEASURED,
  /** A model said so. */
  PREDICTED;

  /** What stands before "times" in a title: that of all of them. */
  static String title(Collection<Basis> all) {
    return all.stream().distinct().count() > 1
        ? "Measured and predicted"
        : all.contains(PREDICTED) ? "Predicted" : "Measured";
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
