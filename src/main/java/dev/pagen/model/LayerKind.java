package dev.pagen.model;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What configs say of a layer where they list layers. */
enum LayerKind {
  FULL,
  SLIDING,
  CHUNKED,
  /** An indexer chooses among the keys of the context. */
  SELECTED,
  /** A window, and entries that each stand for some tokens, of which an indexer chooses. */
  COMPRESSED_SELECTED,
  /** A window, and all entries that each stand for many tokens. */
  COMPRESSED,
  /** No attention, and no KV cache: Mamba, linear attention, a convolution, an MLP. */
  NONE;

  /**
   * DeepSeek V4's name of {@link #COMPRESSED_SELECTED}, and how many tokens an entry stands for.
   */
  static final String CSA = "compressed_sparse_attention";

  static final int CSA_RATIO = 4;

  /** The same of {@link #COMPRESSED}. */
  static final String HCA = "heavily_compressed_attention";

  static final int HCA_RATIO = 128;

  /** The kind that an entry of {@code layer_types} or one of its relatives names. */
  static Optional<LayerKind> named(JsonNode name) {
    return switch (name.isString() ? name.stringValue().toLowerCase(Locale.ROOT) : "") {
      case "full_attention", "full", "global_attention", "global", "attention", "hybrid" ->
          Optional.of(FULL);
      case "sliding_attention",
          "sliding",
          "sliding_window",
          "local_attention",
          "local",
          "hybrid_sliding" ->
          Optional.of(SLIDING);
      case "chunked_attention", "chunked" -> Optional.of(CHUNKED);
      case "indexed_attention",
          "deepseek_sparse_attention",
          "qwen_sparse_attention",
          "minimax_m3_sparse" ->
          Optional.of(SELECTED);
      case CSA -> Optional.of(COMPRESSED_SELECTED);
      case HCA -> Optional.of(COMPRESSED);
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
