package dev.pagen.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many heads a layer has and how large they are, read from the names that configs use for it.
 *
 * @param query query heads
 * @param kv KV heads; divides {@code query}
 * @param size elements of a head
 * @param valueSize elements of a value
 * @param latent elements of those that are the value, where the attention is on latents
 */
record Heads(int query, int kv, int size, int valueSize, OptionalInt latent) {
  private static final int MAX_HEADS = 4096;
  private static final int MAX_SIZE = 1024;
  private static final int MAX_HIDDEN = 1 << 20;

  static final Field QUERY =
      Field.of("num_attention_heads", "n_head", "n_heads", "num_heads", "num_query_heads")
          .sliding(
              "swa_num_attention_heads",
              "num_swa_attention_heads",
              "num_sliding_attention_heads",
              "attention_other_setting.num_attention_heads")
          .full("num_global_attention_heads", "global_num_attention_heads");

  private static final Field KV =
      Field.of(
              "num_key_value_heads",
              "num_kv_heads",
              "n_head_kv",
              "n_kv_heads",
              "num_attention_groups",
              "num_query_groups",
              "attn_config.kv_n_heads")
          .sliding(
              "swa_num_key_value_heads",
              "num_swa_key_value_heads",
              "num_sliding_key_value_heads",
              "attention_other_setting.num_key_value_heads",
              "attention_other_setting.num_attention_groups")
          .full("num_global_key_value_heads", "global_num_key_value_heads");

  /**
   * Whether full layers compute keys and values by one projection (Gemma-4). Where it stands and
   * says no, their own number of KV heads does not hold.
   */
  private static final String SAME_PROJECTION = "attention_k_eq_v";

  private static final Field SIZE =
      Field.of("head_dim", "attention_head_dim", "kv_channels", "head_size", "d_head")
          .sliding(
              "swa_head_dim",
              "sliding_head_dim",
              "local_head_dim",
              "attention_other_setting.head_dim")
          .full("global_head_dim");

  private static final Field VALUE_SIZE =
      Field.of("v_head_dim")
          .sliding("swa_v_head_dim", "attention_other_setting.v_head_dim")
          .full("global_v_head_dim");

  private static final Field HIDDEN = Field.of("hidden_size", "n_embd", "n_embed", "d_model");

  static Heads read(LayerConfig layer, Optional<Latent> latent) {
    int query = layer.requireInteger(1, MAX_HEADS, QUERY);
    if (latent.isPresent()) {
      int size = latent.get().size();
      return new Heads(query, 1, size + latent.get().rope(), size, OptionalInt.of(size));
    }
    int kv = readKv(layer, query);
    if (query % kv != 0) {
      throw layer
          .config()
          .refusal(
              "has %d query heads that %d KV heads cannot share evenly; check num_attention_heads"
                      .formatted(query, kv)
                  + " and num_key_value_heads");
    }
    int size = readSize(layer, query);
    if (layer.config().flag(ClassDefaults.VALUES_ARE_KEYS)) {
      layer.config().understand(List.of("qk_rope_head_dim"));
      return ofKeys(layer, query, kv, size);
    }
    int values = layer.integer(0, MAX_SIZE, VALUE_SIZE).orElse(0);
    return new Heads(query, kv, size, values == 0 ? size : values, OptionalInt.empty());
  }

  /** Of rows that are key and value at once, as in MLA: there is one KV head. */
  private static Heads ofKeys(LayerConfig layer, int query, int kv, int size) {
    if (kv != 1) {
      throw layer
          .config()
          .refusal("has %d KV heads, and rows that are key and value have one".formatted(kv));
    }
    return new Heads(query, kv, size, size, OptionalInt.of(size));
  }

  /**
   * KV heads: by Falcon's rule where its switches stand, by ChatGLM's where its does, by the group
   * that each layer of a Nemotron-NAS model has, else as written; as many as query heads where
   * nothing is written.
   *
   * <p>Falcon's first architecture writes {@code num_kv_heads} but ignores it under {@code
   * multi_query}: Falcon 7B says 71 and has 1.
   */
  private static int readKv(LayerConfig layer, int query) {
    Config config = layer.config();
    config.understand(KV.full());
    boolean sameProjection = !config.has(SAME_PROJECTION) || config.flag(SAME_PROJECTION);
    OptionalInt written = layer.integer(1, MAX_HEADS, sameProjection ? KV : KV.full(new String[0]));
    if (config.flag("multi_query") && !config.flag("new_decoder_architecture")) {
      return 1;
    }
    if (config.flag("multi_query_attention")) {
      return config.integer(1, MAX_HEADS, "multi_query_group_num").orElse(1);
    }
    Optional<Value> group = layer.entry("block_configs", "attention.n_heads_in_group");
    if (group.isPresent()) {
      return query / group.get().integer(1, query);
    }
    boolean multiQuery =
        config.text("attn_config.attn_type").filter("multiquery_attention"::equals).isPresent();
    boolean doubled =
        layer.reach() instanceof Reach.Sliding
            && config.flag(ClassDefaults.DOUBLES_SLIDING)
            && !config.has(KV.sliding());
    return multiQuery ? 1 : written.orElse(query) * (doubled ? 2 : 1);
  }

  private static int readSize(LayerConfig layer, int query) {
    OptionalInt written = layer.integer(1, MAX_SIZE, SIZE);
    if (written.isPresent()) {
      return written.getAsInt();
    }
    int hidden = layer.requireInteger(1, MAX_HIDDEN, HIDDEN);
    if (hidden % query != 0 || hidden / query > MAX_SIZE) {
      throw layer
          .config()
          .refusal(
              "gives no head_dim, and its hidden size %d over %d query heads is no head size (an integer"
                      .formatted(hidden, query)
                  + " from 1 to %d); add head_dim to the config".formatted(MAX_SIZE));
    }
    return hidden / query;
  }
}
