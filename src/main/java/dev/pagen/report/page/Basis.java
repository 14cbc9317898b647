package dev.pagen.report.page;

import java.util.Collection;
import java.util.Locale;

/** What times rest on. */
public enum Basis {
  /** A GPU was timed. */
  MEASURED,
  /** A model said so. */
  PREDICTED;

  /** What stands before "times" in a title: that of all of them. */
  public static String title(Collection<Basis> all) {
    return all.stream().distinct().count() > 1
        ? "Measured and predicted"
        : all.contains(PREDICTED) ? "Predicted" : "Measured";
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
