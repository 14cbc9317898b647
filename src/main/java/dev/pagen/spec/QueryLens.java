package dev.pagen.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How many new tokens the sequences of a batch have. */
public enum QueryLens {
  /** All of them {@code q_len}. */
  UNIFORM,
  /**
   * Each its own number, 0 to {@code q_len}, which {@code query_start_loc} says; one with 0 has no
   * rows in query and output.
   */
  RAGGED;

  /** The choice that the command line and the files call {@code text}. */
  public static Optional<QueryLens> of(String text) {
    return Arrays.stream(values()).filter(l -> l.toString().equals(text)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
