package dev.pagen.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many heads a layer has and how large they are, read from the names that configs use for it.
 *
 * @param query query heads
 * @param kv KV heads; divides {@code query}
 * @param size elements of a head
 * @param latent elements of those that are the value, where the attention is on latents
 */
record Heads(int query, int kv, int size, OptionalInt latent) {
  private static final int MAX_HEADS = 4096;
  private static final int MAX_SIZE = 1024;
  private static final int MAX_HIDDEN = 1 << 20;

  static final String[] QUERY = {"num_attention_heads", "n_head", "n_heads", "num_heads"};
  private static final String[] KV = {
    "num_key_value_heads", "num_kv_heads", "n_head_kv", "n_kv_heads", "attn_config.kv_n_heads"
  };
  private static final String[] SIZE = {"head_dim", "attention_head_dim", "kv_channels"};
  private static final String[] HIDDEN = {"hidden_size", "n_embd", "n_embed", "d_model"};

  static Heads read(Config config) {
    int query = config.requireInteger(1, MAX_HEADS, QUERY);
    Optional<Latent> latent = Latent.read(config);
    if (latent.isPresent()) {
      int size = latent.get().size();
      return new Heads(query, 1, size + latent.get().rope(), OptionalInt.of(size));
    }
    int kv = readKv(config, query);
    if (query % kv != 0) {
      throw config.refusal(
          "has %d query heads that %d KV heads cannot share evenly; check %s and %s"
              .formatted(query, kv, QUERY[0], KV[0]));
    }
    int size = readSize(config, query);
    OptionalInt valueSize = config.integer(0, MAX_SIZE, "v_head_dim");
    if (valueSize.isPresent() && valueSize.getAsInt() != 0 && valueSize.getAsInt() != size) {
      throw config.refusal(
          "has values of another head size (v_head_dim %d) than its queries and keys (%d), which is"
                  .formatted(valueSize.getAsInt(), size)
              + " not supported");
    }
    return new Heads(query, kv, size, OptionalInt.empty());
  }

  /**
   * KV heads: by Falcon's rule where its switches stand, by ChatGLM's where its does, else as
   * written; as many as query heads where nothing is written.
   *
   * <p>Falcon's first architecture writes {@code num_kv_heads} but ignores it under {@code
   * multi_query}: Falcon 7B says 71 and has 1.
   */
  private static int readKv(Config config, int query) {
    if (config.flag("multi_query") && !config.flag("new_decoder_architecture")) {
      return 1;
    }
    if (config.flag("multi_query_attention")) {
      return config.integer(1, MAX_HEADS, "multi_query_group_num").orElse(1);
    }
    boolean multiQuery =
        config.text("attn_config.attn_type").filter("multiquery_attention"::equals).isPresent();
    return multiQuery ? 1 : config.integer(1, MAX_HEADS, KV).orElse(query);
  }

  private static int readSize(Config config, int query) {
    OptionalInt written = config.integer(1, MAX_SIZE, SIZE);
    if (written.isPresent()) {
      return written.getAsInt();
    }
    int hidden = config.requireInteger(1, MAX_HIDDEN, HIDDEN);
    if (hidden % query != 0 || hidden / query > MAX_SIZE) {
      throw config.refusal(
          "gives no head_dim, and its hidden size %d over %d query heads is no head size (an integer"
                  .formatted(hidden, query)
              + " from 1 to %d); add head_dim to the config".formatted(MAX_SIZE));
    }
    return hidden / query;
  }
}
