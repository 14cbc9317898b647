package dev.pagen.count;

import java.util.Map;

/**
 * A whole number, or a formula of the workload: {@code sequences} and {@code max_context}, {@code
 * *} and {@code /}, from left to right. A division rounds up: {@code max_context / 256} is a number
 * of partitions.
 */
record Formula(String text) {
  private static final String SEQUENCES = "sequences";
  private static final String MAX_CONTEXT = "max_context";

  /**
   * @throws IllegalArgumentException if the text is no formula, or its numbers are too large; the
   *     message says what is expected
   */
  Formula {
    evaluate(text, Map.of(SEQUENCES, 1L, MAX_CONTEXT, 1L));
  }

  /**
   * The number for a batch.
   *
   * @throws IllegalArgumentException if it is too large, or nothing is divided by
   */
  long value(Batch batch) {
    return evaluate(
        text, Map.of(SEQUENCES, (long) batch.sequences(), MAX_CONTEXT, (long) batch.context()));
  }

  private static long evaluate(String text, Map<String, Long> names) {
    // Each operator stands between two terms, so a term that is missing is an empty word.
    String[] words = text.replace("*", " * ").replace("/", " / ").strip().split("\\s+");
    long value = term(text, words[0], names);
    for (int i = 1; i < words.length; i += 2) {
      long next = term(text, i + 1 < words.length ? words[i + 1] : "", names);
      try {
        value =
            switch (words[i]) {
              case "*" -> Math.multiplyExact(value, next);
              case "/" -> Math.ceilDivExact(value, next);
              default -> throw wrong(text);
            };
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "\"%s\" has no value: %s %s %s %s"
                .formatted(
                    text,
                    value,
                    words[i],
                    next,
                    next == 0 ? "divides by nothing" : "does not fit into 64 bits"),
            e);
      }
    }
    return value;
  }

  private static long term(String text, String word, Map<String, Long> names) {
    Long named = names.get(word);
    if (named != null) {
      return named;
    }
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\"%s\": it must be a whole number or a formula of %s and %s with * and /, such as"
                .formatted(text, SEQUENCES, MAX_CONTEXT)
            + " \"sequences * 6\" or \"max_context / 256\"");
  }
}
