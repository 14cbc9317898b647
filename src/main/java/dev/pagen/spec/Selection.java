package dev.pagen.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which tokens of the cache queries look at. */
public enum Selection {
  /** Those of their sequences, which a page table says. */
  ALL,
  /**
   * Chosen ones: each query has a list of slots of the pool, {@code page * page_size} and the place
   * in the page, in any order. Negative entries stand for none, wherever they are; a slot that is
   * listed twice counts twice.
   */
  TOKENS;

  /** The choice that the command line and the files call {@code text}. */
  public static Optional<Selection> of(String text) {
    return Arrays.stream(values()).filter(s -> s.toString().equals(text)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
