package dev.pagen.model;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Which earlier tokens a layer's query sees. Counts include the query's own token.
 *
 * <p>Where the model has an indexer that chooses among them, choosing is the engine's: a kernel
 * reads the list that comes of it.
 */
public sealed interface Reach {
  /** Every token of the context. */
  record Full() implements Reach {}

  /**
   * The last {@code tokens} tokens, at least 1: a query at position {@code i} sees key {@code j}
   * where {@code i - tokens < j <= i}, as in the masks of Hugging Face transformers.
   */
  record Sliding(int tokens) implements Reach {}

  /**
   * The tokens of the query's own chunk, where the context is cut at every multiple of {@code
   * tokens} (Llama-4): {@code j} with {@code floor(i / tokens) * tokens <= j <= i}.
   */
  record Chunked(int tokens) implements Reach {}

  /**
   * Tokens of the context that an indexer chooses, the same for all heads (DeepSeek V3.2).
   *
   * @param most how many it chooses at most
   */
  record Selected(int most) implements Reach {}

  /**
   * Blocks of consecutive tokens that an indexer chooses, for each KV head others (MiniMax-M3).
   *
   * @param tokens of a block; the context is cut at every multiple
   * @param most blocks that it chooses at most, the query's own among them
   */
  record Blocks(int tokens, int most) implements Reach {}

  /**
   * The last tokens of a window, and entries of a second cache, each of which stands for {@code
   * ratio} tokens (DeepSeek V4). One softmax goes over both.
   *
   * @param window tokens of the window
   * @param most entries that an indexer chooses at most; where there is none, all are seen
   */
  record Compressed(int window, int ratio, OptionalInt most) implements Reach {}

  /**
   * {@code full}, {@code sliding}, {@code chunked}, {@code selected}, {@code blocks} or {@code
   * compressed}.
   */
  default String kind() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Entries of the longest list that an indexer makes for a query, where one does. */
  default OptionalInt longestList() {
    return switch (this) {
      case Full _, Sliding _, Chunked _ -> OptionalInt.empty();
      case Selected(int most) -> OptionalInt.of(most);
      case Blocks(int _, int most) -> OptionalInt.of(most);
      case Compressed(int _, int _, OptionalInt most) -> most;
    };
  }

  /** Whether a query looks at what somebody has chosen for it, and not at a run of tokens. */
  default boolean isChosen() {
    return switch (this) {
      case Full _, Sliding _, Chunked _ -> false;
      case Selected _, Blocks _, Compressed _ -> true;
    };
  }
}
