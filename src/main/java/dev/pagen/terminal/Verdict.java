package dev.pagen.terminal;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Words that say whether something is well. */
final class Verdict {
  private static final Set<String> GOOD = Set.of("pass", "chosen");
  private static final Set<String> BAD = Set.of("fail", "failed");

  private Verdict() {}

  /** How such a word looks, if it is one. */
  static Optional<Style> style(String word) {
    String plain = word.toLowerCase(Locale.ROOT);
    if (GOOD.contains(plain)) {
      return Optional.of(Style.GOOD);
    }
    return BAD.contains(plain) ? Optional.of(Style.BAD) : Optional.empty();
  }
}
