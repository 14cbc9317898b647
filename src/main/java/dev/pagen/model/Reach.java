package dev.pagen.model;

/** Which earlier tokens a layer's query sees. Counts include the query's own token. */
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

  /** {@code full}, {@code sliding} or {@code chunked}. */
  default String kind() {
    return switch (this) {
      case Full _ -> "full";
      case Sliding _ -> "sliding";
      case Chunked _ -> "chunked";
    };
  }
}
