package dev.pagen.spec;

import java.util.Optional;

/** Which tokens of the cache queries look at. */
public sealed interface Selection {
  /** Those of their sequences, which a page table says. */
  record All() implements Selection {
    @Override
    public String toString() {
      return "all";
    }
  }

  /**
   * Chosen ones: each query has a list of slots of the pool, {@code page * page_size} and the place
   * in the page, in any order. Negative entries stand for none, wherever they are; a slot that is
   * listed twice counts twice.
   */
  record Tokens() implements Selection {
    @Override
    public String toString() {
      return "tokens";
    }
  }

  /** The choice that the command line and the files call {@code text}. */
  static Optional<Selection> of(String text) {
    return switch (text) {
      case "all" -> Optional.of(new All());
      case "tokens" -> Optional.of(new Tokens());
      default -> Optional.empty();
    };
  }

  /** Whether queries look at chosen tokens of their sequences. */
  default boolean chooses() {
    return !(this instanceof All);
  }
}
