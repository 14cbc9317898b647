package dev.pagen.launch;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A whole number, or a formula of named ones: {@code *} and {@code /} before {@code +} and {@code
 * -}, from left to right. A division rounds up: {@code max_context / 256} is a number of
 * partitions.
 *
 * @param text as it is written
 */
record Formula(String text) {
  /** The formula that is a number. */
  static Formula of(long number) {
    return new Formula(String.valueOf(number));
  }

  /**
   * A formula of these names.
   *
   * @throws IllegalArgumentException if the text is none, or its numbers are too large; the message
   *     says what is expected
   */
  static Formula of(String text, Collection<String> names) {
    Formula formula = new Formula(text);
    Set<String> distinct = Set.copyOf(names);
    formula.value(distinct.stream().collect(Collectors.toMap(Function.identity(), _ -> 1L)));
    return formula;
  }

  /**
   * Its number.
   *
   * @param names and what they stand for
   * @throws IllegalArgumentException if it is too large, nothing is divided by, or a name is none
   */
  long value(Map<String, Long> names) {
    // Each operator stands between two terms, so a term that is missing is an empty word. A minus
    // needs its blanks: it is a sign, too.
    String[] words = text.replaceAll("([*/+])", " $1 ").strip().split("\\s+");
    long sum = 0;
    long product = term(words[0], names);
    for (int i = 1; i < words.length; i += 2) {
      long next = term(i + 1 < words.length ? words[i + 1] : "", names);
      switch (words[i]) {
        case "*", "/" -> product = apply(product, words[i], next);
        case "+", "-" -> {
          sum = apply(sum, "+", product);
          product = words[i].equals("+") ? next : apply(0, "-", next);
        }
        default -> throw wrong(names);
      }
    }
    return apply(sum, "+", product);
  }

  private long apply(long value, String operator, long next) {
    try {
      return switch (operator) {
        case "*" -> Math.multiplyExact(value, next);
        case "/" -> Math.ceilDivExact(value, next);
        case "+" -> Math.addExact(value, next);
        default -> Math.subtractExact(value, next);
      };
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "\"%s\" has no value: %s %s %s %s"
              .formatted(
                  text,
                  value,
                  operator,
                  next,
                  operator.equals("/") && next == 0
                      ? "divides by nothing"
                      : "does not fit into 64 bits"),
          e);
    }
  }

  private long term(String word, Map<String, Long> names) {
    Long named = names.get(word);
    if (named != null) {
      return named;
    }
    try {
      return word.startsWith("0x") ? Long.parseLong(word.substring(2), 16) : Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw wrong(names);
    }
  }

  private IllegalArgumentException wrong(Map<String, Long> names) {
    String of =
        names.isEmpty()
            ? ""
            : " of " + names.keySet().stream().sorted().collect(Collectors.joining(" and "));
    return new IllegalArgumentException(
        "\"%s\": it must be a whole number of 64 bits or a formula%s with *, /, + and -, such as"
                .formatted(text, of)
            + " \"sequences * 6\" or \"max_context / 256\"");
  }
}
