package dev.pagen.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the indexer of a model chooses for a query, as far as a kernel that takes its lists needs to
 * know it. Model types whose indexer is understood say what it chooses, by {@link
 * ClassDefaults#INDEXER}.
 *
 * <p>Sources: the model files of deepseek_v32, glm_moe_dsa, glm5_next, hy_v4, mistral_large4, axk2,
 * dots3_note, qwen4_exp, minimax_m3_vl and deepseek_v4 in transformers 5.24.
 */
final class Indexer {
  private static final String TOP_K = "index_topk";
  private static final String POOL = "index_kpool";
  private static final String TAIL = "index_kpool_always_select_tail";
  private static final String BUDGET = "indexer_budget";
  private static final String RATIO = "indexer_compress_ratio";

  /** Switches the indexers of all layers off (dots3-note). */
  private static final String USES_INDEXER = "use_dsa";

  /** For each layer, how many tokens an entry stands for (DeepSeek V4). */
  static final String RATIOS = "compress_ratios";

  /** The same by kind of layer. */
  private static final String RATES = "compress_rates.";

  private static final String USES_BLOCKS = "sparse_attention_config.use_sparse_attention";

  /** For each layer 1 where it chooses blocks. */
  private static final String SWITCHES = "sparse_attention_config.sparse_attention_freq";

  /** 1 where an indexer gives no values of its own beside its choice. */
  private static final String NO_VALUES = "sparse_attention_config.sparse_disable_index_value";

  private static final String[] BLOCK = {
    "sparse_attention_config.sparse_block_size", "index_block_size"
  };
  private static final String[] TOP_BLOCKS = {
    "sparse_attention_config.sparse_topk_blocks", "index_topk_blocks"
  };
  private static final String[] LISTS = {
    "sparse_attention_config.sparse_num_index_heads", "index_n_heads"
  };

  private static final int MOST = Integer.MAX_VALUE / 2;
  private static final int MAX_HEADS = 4096;

  /**
   * What an indexer chooses, with the fields that are about it. Most of them say how it scores and
   * when it runs, which does not change what a list is.
   */
  private enum Choice {
    /** Tokens, one by one or in pools of consecutive ones; the same for all heads. */
    TOKENS(
        TOP_K,
        POOL,
        TAIL,
        BUDGET,
        RATIO,
        USES_INDEXER,
        "index_n_heads",
        "index_head_dim",
        "index_kpool_compress",
        "index_topk_freq",
        "index_topk_pattern",
        "index_skip_topk_offset",
        "index_share_for_mtp_iteration",
        "indexer_types",
        "indexer_rope_interleave",
        "indexer_n_heads",
        "indexer_kv_heads",
        "indexer_head_dim"),
    /** Blocks of tokens, for each KV head others. */
    BLOCKS(
        USES_BLOCKS,
        SWITCHES,
        NO_VALUES,
        BLOCK[0],
        BLOCK[1],
        TOP_BLOCKS[0],
        TOP_BLOCKS[1],
        LISTS[0],
        LISTS[1],
        "index_head_dim",
        "index_local_blocks",
        "sparse_attention_config.sparse_index_dim",
        "sparse_attention_config.sparse_init_block",
        "sparse_attention_config.sparse_local_block",
        "sparse_attention_config.sparse_score_type"),
    /** Entries that each stand for several tokens. */
    ENTRIES(
        TOP_K,
        RATIOS,
        RATES + LayerKind.CSA,
        RATES + LayerKind.HCA,
        "index_n_heads",
        "index_head_dim");

    private final List<String> fields;

    Choice(String... fields) {
      this.fields = List.of(fields);
    }
  }

  private Indexer() {}

  /** What the indexer of the model's class chooses, if it has one that is understood. */
  private static Optional<Choice> choice(Config config) {
    Optional<String> name = config.text(ClassDefaults.INDEXER);
    return Arrays.stream(Choice.values())
        .filter(choice -> name.filter(choice.name().toLowerCase(Locale.ROOT)::equals).isPresent())
        .findFirst();
  }

  private static boolean chooses(Config config, Choice what) {
    return choice(config).filter(what::equals).isPresent();
  }

  /** Whether the model's class has an indexer that is understood. */
  static boolean isKnown(Config config) {
    return choice(config).isPresent();
  }

  /** Whether it chooses blocks of tokens. */
  static boolean choosesBlocks(Config config) {
    return chooses(config, Choice.BLOCKS);
  }

  /** Whether it chooses entries that stand for several tokens each. */
  static boolean choosesEntries(Config config) {
    return chooses(config, Choice.ENTRIES);
  }

  /** Has the fields of the model's indexer count as understood. */
  static void understand(Config config) {
    choice(config).ifPresent(choice -> config.understand(choice.fields));
  }

  /** For each layer 1 where its indexer chooses blocks, if the config has such a list. */
  static Optional<List<Value>> switches(Config config) {
    boolean off = config.has(USES_BLOCKS) && !config.flag(USES_BLOCKS);
    return choosesBlocks(config) && !off ? config.list(SWITCHES) : Optional.empty();
  }

  /** What layers choose that the config calls full: an indexer of tokens is in all of these. */
  static Optional<Reach> ofFull(Config config) {
    return chooses(config, Choice.TOKENS) && !isOff(config) ? tokens(config) : Optional.empty();
  }

  /** What a layer looks at that the config says to have an indexer. */
  static Reach of(Config config, int layer) {
    if (chooses(config, Choice.BLOCKS)) {
      return blocks(config, layer);
    }
    if (!chooses(config, Choice.TOKENS)) {
      throw config.refusal("has layers with an indexer that is not known");
    }
    return isOff(config)
        ? new Reach.Full()
        : tokens(config).orElseThrow(() -> config.missing(List.of(TOP_K, BUDGET)));
  }

  /**
   * What a layer with a window and entries that stand for several tokens looks at.
   *
   * @param name what the config calls such layers
   * @param ratio how many tokens an entry stands for, where the config does not say
   * @param chooses whether an indexer chooses among the entries
   */
  static Reach ofEntries(LayerConfig layer, String name, int ratio, boolean chooses) {
    Config config = layer.config();
    if (!choosesEntries(config)) {
      throw config.refusal("has layers (%s) that are not known".formatted(name));
    }
    int tokens = config.integer(1, MOST, RATES + name).orElse(ratio);
    OptionalInt most =
        chooses ? OptionalInt.of(config.requireInteger(1, MOST, TOP_K)) : OptionalInt.empty();
    return new Reach.Compressed(Windows.of(layer), tokens, most);
  }

  private static boolean isOff(Config config) {
    return config.has(USES_INDEXER) && !config.flag(USES_INDEXER);
  }

  /** In pools, the last tokens that do not fill one yet come on top. */
  private static Optional<Reach> tokens(Config config) {
    OptionalInt budget = config.integer(1, MOST, BUDGET);
    if (budget.isPresent()) {
      int pool = config.requireInteger(1, MOST, RATIO);
      return Optional.of(new Reach.Selected(budget.getAsInt() + pool - 1));
    }
    OptionalInt topK = config.integer(1, MOST, TOP_K);
    int rest = config.flag(TAIL) ? config.requireInteger(1, MOST, POOL) - 1 : 0;
    return topK.isPresent()
        ? Optional.of(new Reach.Selected(topK.getAsInt() + rest))
        : Optional.empty();
  }

  private static Reach blocks(Config config, int layer) {
    int lists = config.requireInteger(1, MAX_HEADS, LISTS);
    int heads = config.requireInteger(1, MAX_HEADS, "num_key_value_heads");
    if (lists != heads) {
      throw config.refusal(
          "chooses %d lists of blocks for %d KV heads; a kernel takes one for each"
              .formatted(lists, heads));
    }
    Optional<Value> noValues =
        config.list(NO_VALUES).filter(all -> layer < all.size()).map(all -> all.get(layer));
    if (noValues.isPresent() && noValues.get().integer(0, 1) == 0) {
      throw noValues.get().wrong("1, for an indexer that has no values of its own");
    }
    return new Reach.Blocks(
        config.requireInteger(1, MOST, BLOCK), config.requireInteger(1, MOST, TOP_BLOCKS));
  }
}
