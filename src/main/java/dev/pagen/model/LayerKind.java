package dev.pagen.model;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What configs say of a layer where they list layers. */
enum LayerKind {
  FULL,
  SLIDING,
  CHUNKED,
  /** No attention, and no KV cache: Mamba, linear attention, a convolution, an MLP. */
  NONE;

  /** The kind that an entry of {@code layer_types} or one of its relatives names. */
  static Optional<LayerKind> named(JsonNode name) {
    return switch (name.isString() ? name.stringValue().toLowerCase(Locale.ROOT) : "") {
      case "full_attention", "full", "global_attention", "global", "attention", "hybrid" ->
          Optional.of(FULL);
      case "sliding_attention", "sliding", "sliding_window", "local_attention", "local" ->
          Optional.of(SLIDING);
      case "chunked_attention", "chunked" -> Optional.of(CHUNKED);
      case "linear_attention", "mamba", "mamba2", "conv", "recurrent", "mlp", "moe" ->
          Optional.of(NONE);
      default -> Optional.empty();
    };
  }

  /**
   * The kind that a letter stands for: {@code L} and {@code G} in patterns of windows; {@code *},
   * {@code M}, {@code E} and {@code -} in those of Mamba hybrids.
   */
  static Optional<LayerKind> ofLetter(int letter) {
    return switch (letter) {
      case 'G', 'F', '*' -> Optional.of(FULL);
      case 'L', 'S' -> Optional.of(SLIDING);
      case 'M', 'E', '-' -> Optional.of(NONE);
      default -> Optional.empty();
    };
  }
}
