package dev.pagen.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /**
   * Those of chosen blocks: each query has a list of blocks of its sequence for each KV head, in
   * any order. Block {@code b} is the tokens from {@code b * size} on; of one that the query does
   * not see all of those count that it sees. Negative entries, and those beyond what the query
   * sees, stand for none, wherever they are; a block that is listed twice counts twice.
   *
   * @param size tokens of a block, at least 1
   */
  record Blocks(int size) implements Selection {
    /**
     * @throws InvalidSpecException if there are no tokens
     */
    public Blocks {
      AttentionSpec.requirePositive("size of selected blocks", size);
    }

    @Override
    public String toString() {
      return BLOCKS + size;
    }
  }

  /** How {@link Blocks} begin in text. */
  String BLOCKS = "blocks=";

  /**
   * The choice that the command line and the files call {@code text}.
   *
   * @throws InvalidSpecException if it is of blocks without tokens
   */
  static Optional<Selection> of(String text) {
    Matcher blocks = Pattern.compile(BLOCKS + "(\\d{1,9})").matcher(text);
    if (blocks.matches()) {
      return Optional.of(new Blocks(Integer.parseInt(blocks.group(1))));
    }
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
