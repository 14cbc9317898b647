package dev.pagen.report;

import java.util.Locale;

/** Numbers and names as people read them. */
public final class Words {
  private Words() {}

  /** An enum constant in words: {@code WAVE_SLOTS} is {@code wave slots}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Bytes in KB (1024) with one decimal, or B where that says more. */
  public static String bytes(long bytes) {
    return bytes < 1024 ? bytes + " B" : String.format(Locale.ROOT, "%.1f KB", bytes / 1024.0);
  }

  /** A number without needless decimals. */
  public static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** A rate in TB/s (10^12 bytes per second) with two decimals. */
  public static String rate(double bytesPerSecond) {
    return String.format(Locale.ROOT, "%.2f TB/s", bytesPerSecond / 1e12);
  }
}
