package dev.pagen.model;

import java.util.List;
import java.util.Optional;

/**
 * Multi-head latent attention (DeepSeek), in the form that decodes from the latents themselves: the
 * up-projections of keys and values are absorbed into the query's and the output's. All query heads
 * share the rows of one cache: a latent, which is the value too, and a rotary part behind it.
 *
 * <p>Source: DeepSeek-V3's model code, {@code DeepseekV3Attention}.
 *
 * @param size elements of the latent ({@code kv_lora_rank})
 * @param rope elements of the rotary part ({@code qk_rope_head_dim}); 0 where there is none
 * @param scale on the dot product: that of the heads before absorption, and where YaRN stretches
 *     the context, the square of its factor on the attention's temperature
 */
record Latent(int size, int rope, double scale) {
  private static final int MAX_SIZE = 4096;
  private static final double MAX_FACTOR = 1e6;

  private static final Field RANK = Field.of("kv_lora_rank").sliding("swa_kv_lora_rank");
  private static final Field ROPE = Field.of("qk_rope_head_dim").sliding("swa_qk_rope_head_dim");
  private static final Field NOPE = Field.of("qk_nope_head_dim").sliding("swa_qk_nope_head_dim");

  private static final Field ROTATES = Field.of("no_rope_layers");

  /** What there is of heads before absorption, and of queries: it does not reach the kernel. */
  private static final List<String> ABSORBED =
      List.of(
          "num_key_value_heads",
          "head_dim",
          "qk_head_dim",
          "v_head_dim",
          "q_lora_rank",
          "swa_num_key_value_heads",
          "swa_head_dim",
          "swa_v_head_dim");

  /** The latent of a layer that has one. */
  static Optional<Latent> read(LayerConfig layer) {
    Config config = layer.config();
    boolean off = config.has("use_mla") && !config.flag("use_mla");
    int rank = layer.integer(0, MAX_SIZE, RANK).orElse(0);
    if (off || rank == 0) {
      return Optional.empty();
    }
    layer.understand(ABSORBED);
    int rope = layer.requireInteger(0, MAX_SIZE, ROPE);
    int head = layer.requireInteger(1, MAX_SIZE, NOPE) + rope;
    double temperature = temperature(layer);
    double scale = temperature * temperature / Math.sqrt(head);
    return Optional.of(new Latent(rank, hasRope(layer) ? rope : 0, scale));
  }

  /**
   * Whether a layer's rows have the rotary part. Mistral Large 4's layers without rotary embedding,
   * the last of each so many, have none; {@code no_rope_layers} has 1 for a layer <em>with</em> it.
   */
  private static boolean hasRope(LayerConfig layer) {
    Config config = layer.config();
    if (!config.flag(ClassDefaults.ROWS_WITHOUT_ROPE)) {
      return true;
    }
    config.tellLayersApart();
    Optional<Value> rotates = layer.find(ROTATES);
    if (rotates.isPresent()) {
      return rotates.get().integer(0, 1) == 1;
    }
    int interval = config.requireInteger(1, MAX_SIZE, "no_rope_layer_interval");
    return (layer.number() + 1) % interval != 0;
  }

  /**
   * YaRN's {@code 0.1 * mscale_all_dim * ln(factor) + 1}; 1 where nothing is stretched, or where
   * the config says that the scores are not scaled for it.
   */
  private static double temperature(LayerConfig layer) {
    boolean plain =
        layer.find(rope("rope_type")).filter(v -> v.text().equals("default")).isPresent();
    boolean off = layer.find(rope("apply_yarn_scaling")).map(v -> !v.flag()).orElse(false);
    double scale = layer.number(0, MAX_FACTOR, rope("mscale_all_dim")).orElse(0);
    double factor = layer.number(0, MAX_FACTOR, rope("factor")).orElse(1);
    return plain || off || factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
  }

  /**
   * A parameter of the rotary embedding: by today's name of the object or its first, which a model
   * class may fill in as a whole where neither is there.
   */
  private static Field rope(String name) {
    return Field.of("rope_parameters." + name, "rope_scaling." + name)
        .sliding("rope_parameters.sliding_attention." + name)
        .full("rope_parameters.full_attention." + name);
  }
}
