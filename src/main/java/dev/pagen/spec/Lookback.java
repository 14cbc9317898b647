package dev.pagen.spec;

import java.util.OptionalInt;

/**
 * Which earlier tokens a query sees besides its own. Positions count from 0, the context's first
 * token; no query sees what stands after its own position.
 */
public sealed interface Lookback {
  /** All of them. */
  record Full() implements Lookback {}

  /**
   * The last ones of a sliding window.
   *
   * @param tokens that a query sees, its own included, at least 1
   */
  record Window(int tokens) implements Lookback {
    /**
     * @throws InvalidSpecException if there are no tokens
     */
    public Window {
      AttentionSpec.requirePositive("window", tokens);
    }
  }

  /**
   * Those of the query's own chunk, as in Llama 4: the context is cut before every multiple of
   * {@code tokens}.
   *
   * @param tokens of a chunk, at least 1
   */
  record Chunk(int tokens) implements Lookback {
    /**
     * @throws InvalidSpecException if there are no tokens
     */
    public Chunk {
      AttentionSpec.requirePositive("chunk", tokens);
    }
  }

  /**
   * The first token that a query sees.
   *
   * @param position of the query's own token, at least 0
   */
  default int start(int position) {
    return switch (this) {
      case Full _ -> 0;
      case Window(int tokens) -> Math.max(0, position - tokens + 1);
      case Chunk(int tokens) -> position / tokens * tokens;
    };
  }

  /** The most tokens that a query sees, its own included; absent where it sees all there are. */
  default OptionalInt most() {
    return switch (this) {
      case Full _ -> OptionalInt.empty();
      case Window(int tokens) -> OptionalInt.of(tokens);
      case Chunk(int tokens) -> OptionalInt.of(tokens);
    };
  }
}
