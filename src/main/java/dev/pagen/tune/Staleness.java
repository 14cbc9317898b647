package dev.pagen.tune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Records that do not hold here and now, counted by the first part of their stamp that differs.
 *
 * @param records how many there are, by what they are of, such as {@code other templates}
 */
public record Staleness(Map<String, Integer> records) {
  private static final String DRIVER = "another driver ";
  private static final String COMPILER = "another compiler ";

  public Staleness {
    records = Collections.unmodifiableMap(new LinkedHashMap<>(records));
  }

  /** One record for each of the reasons. */
  static Staleness of(List<String> reasons) {
    Map<String, Integer> records = new LinkedHashMap<>();
    reasons.forEach(reason -> records.merge(reason, 1, Integer::sum));
    return new Staleness(records);
  }

  /** Whether a look-up that takes other drivers and compilers may take a record in spite of it. */
  static boolean isAcceptable(String reason) {
    return reason.startsWith(DRIVER) || reason.startsWith(COMPILER);
  }

  /** Where a record is from that is not from {@code here}; empty if it is. */
  static Optional<String> reason(Stamp record, Stamp here) {
    if (!record.device().equals(here.device())) {
      return Optional.of("another device (%s)".formatted(record.device()));
    }
    return record.driver().equals(here.driver())
        ? Optional.empty()
        : Optional.of(DRIVER + "(%s)".formatted(record.driver()));
  }

  /** What a record's kernel was made of that is not made so {@code now}; empty if it is. */
  static Optional<String> reason(KernelKey record, KernelKey now) {
    if (!record.compilerDigest().equals(now.compilerDigest())) {
      return Optional.of(
          COMPILER + "(%s, %s)".formatted(record.compiler(), record.compilerDigest()));
    }
    return record.template().equals(now.template())
        ? Optional.empty()
        : Optional.of("other templates");
  }

  /** How many there are. */
  public int count() {
    return records.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Such as {@code 12 records are of another driver (1.2), 3 of other templates}. */
  @Override
  public String toString() {
    return records.entrySet().stream()
        .map(entry -> entry.getValue() + " of " + entry.getKey())
        .collect(Collectors.joining(", "))
        .replaceFirst("^1 ", "1 record is ")
        .replaceFirst("^(\\d+) of", "$1 records are of");
  }
}
