package dev.pagen.model;

import java.util.OptionalInt;

/** How many tokens layers with a window or chunks see, by the names that configs have for it. */
final class Windows {
  static final Field WINDOW =
      Field.of("sliding_window", "sliding_window_size", "attention_window_size", "window_size");

  /**
   * Tokens on both sides of a query together: a decoder sees the half behind it, its own token
   * among them (ModernBERT's decoders).
   */
  private static final Field BOTH_SIDES = Field.of("local_attention");

  /** The name under which some count the tokens before a query alone. */
  private static final Field BEFORE_QUERY = Field.of("sliding_window_size");

  static final Field CHUNK = Field.of("attention_chunk_size");

  private Windows() {}

  /** Whether a config has a window for any layer. */
  static boolean any(Config config) {
    boolean both = config.has(BOTH_SIDES.all()); // asked in any case: then it counts as understood
    return config.has(WINDOW.all()) || both;
  }

  /** The window of a layer, its own token included. */
  static int of(LayerConfig layer) {
    if (layer.config().flag(ClassDefaults.WINDOW_BEFORE_QUERY)) {
      OptionalInt before = layer.integer(0, Integer.MAX_VALUE - 1, BEFORE_QUERY);
      if (before.isPresent()) {
        return before.getAsInt() + 1;
      }
    }
    OptionalInt sides = layer.integer(2, Integer.MAX_VALUE, BOTH_SIDES);
    OptionalInt window = layer.integer(1, Integer.MAX_VALUE, WINDOW);
    if (sides.isEmpty()) {
      return layer.requireInteger(1, Integer.MAX_VALUE, WINDOW);
    }
    int half = sides.getAsInt() / 2;
    if (window.orElse(half) != half) {
      throw layer
          .config()
          .refusal(
              "has a window of %d tokens, and %d on both sides (%s): they contradict each other"
                  .formatted(window.getAsInt(), sides.getAsInt(), BOTH_SIDES.all().getFirst()));
    }
    return half;
  }

  /** The chunk of a layer. */
  static int ofChunk(LayerConfig layer) {
    return layer.requireInteger(1, Integer.MAX_VALUE, CHUNK);
  }
}
