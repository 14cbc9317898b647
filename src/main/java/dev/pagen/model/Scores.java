package dev.pagen.model;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What happens to the scores before the softmax.
 *
 * @param scale multiplies the dot product of query and key
 * @param softCap the cap, where there is one
 * @param sinks whether learned sink logits join the softmax's sum
 * @param alibi whether a bias linear in the distance is added
 */
record Scores(double scale, OptionalDouble softCap, boolean sinks, boolean alibi) {
  private static final double MIN_SCALE = 1e-6;
  private static final double MAX_SCALE = 100;
  private static final double MAX_CAP = 1e6;

  private static final Field MULTIPLIER =
      Field.of("attn_output_multiplier", "attention_multiplier", "attn_config.softmax_scale");
  private static final Field PRE_SCALAR = Field.of("query_pre_attn_scalar");
  private static final Field CAP = Field.of("attn_logit_softcapping", "max_attn_value");

  /** Sinks have weights and mostly no field: by model type, from {@link ClassDefaults}. */
  private static final Field SINKS =
      Field.of(ClassDefaults.SINKS, "learnable_sink")
          .sliding("add_swa_attention_sink_bias", "swa_attention_sink_enabled")
          .full("add_full_attention_sink_bias");

  static Scores read(LayerConfig layer, Optional<Latent> latent, int headSize) {
    Config config = layer.config();
    boolean byTypes = config.flag(ClassDefaults.SINKS_WITH_TYPES) && config.has("layer_types");
    boolean sinks = layer.find(SINKS).map(Value::flag).orElse(byTypes);
    return new Scores(
        latent.map(Latent::scale).orElseGet(() -> readScale(layer, headSize)),
        readCap(layer),
        sinks,
        readAlibi(config));
  }

  /**
   * The model's own multiplier (Grok-1, Granite, MPT), else Gemma's {@code query_pre_attn_scalar},
   * else {@code 1 / sqrt(head size)}; GPT-2's {@code scale_attn_weights: false} means no scale.
   */
  private static double readScale(LayerConfig layer, int headSize) {
    layer.config().understand(PRE_SCALAR.all());
    OptionalDouble multiplier = layer.number(MIN_SCALE, MAX_SCALE, MULTIPLIER);
    if (multiplier.isPresent()) {
      return multiplier.getAsDouble();
    }
    Config config = layer.config();
    if (config.has("scale_attn_weights") && !config.flag("scale_attn_weights")) {
      return 1;
    }
    return 1 / Math.sqrt(layer.number(1, 1e6, PRE_SCALAR).orElse(headSize));
  }

  /** A cap of 0 means none, as the serving systems read it. */
  private static OptionalDouble readCap(LayerConfig layer) {
    Config config = layer.config();
    String method = config.text("attn_logit_softcapping_method").orElse("tanh");
    if (!method.equals("tanh")) {
      throw config.refusal(
          "caps its scores by \"%s\" (attn_logit_softcapping_method); only tanh is supported"
              .formatted(method));
    }
    OptionalDouble cap = layer.number(0, MAX_CAP, CAP);
    return cap.isPresent() && cap.getAsDouble() == 0 ? OptionalDouble.empty() : cap;
  }

  /**
   * ALiBi, by its switch, or by Baichuan's rule: no field says so, but every size except 7B (hidden
   * size 4096) has it.
   */
  private static boolean readAlibi(Config config) {
    boolean named = config.text("position_embedding_type").filter("alibi"::equals).isPresent();
    boolean baichuan =
        config.modelType().equals("baichuan")
            && config.integer(1, 1 << 20, "hidden_size").orElse(4096) != 4096;
    return config.flag("alibi", "attn_config.alibi") || named || baichuan;
  }
}
