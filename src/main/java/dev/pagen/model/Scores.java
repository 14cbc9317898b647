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

  static Scores read(Config config, int headSize) {
    boolean sinks = config.modelType().equals("gpt_oss");
    return new Scores(readScale(config, headSize), readCap(config), sinks, readAlibi(config));
  }

  /**
   * Latent attention's ({@link Latent}), else the model's own multiplier (Grok-1, Granite, MPT),
   * else Gemma's {@code query_pre_attn_scalar}, else {@code 1 / sqrt(head size)}; GPT-2's {@code
   * scale_attn_weights: false} means no scale.
   */
  private static double readScale(Config config, int headSize) {
    Optional<Latent> latent = Latent.read(config);
    if (latent.isPresent()) {
      return latent.get().scale();
    }
    OptionalDouble multiplier =
        config.number(
            MIN_SCALE,
            MAX_SCALE,
            "attn_output_multiplier",
            "attention_multiplier",
            "attn_config.softmax_scale");
    if (multiplier.isPresent()) {
      return multiplier.getAsDouble();
    }
    if (config.has("scale_attn_weights") && !config.flag("scale_attn_weights")) {
      return 1;
    }
    return 1 / Math.sqrt(config.number(1, 1e6, "query_pre_attn_scalar").orElse(headSize));
  }

  /** A cap of 0 means none, as the serving systems read it. */
  private static OptionalDouble readCap(Config config) {
    String method = config.text("attn_logit_softcapping_method").orElse("tanh");
    if (!method.equals("tanh")) {
      throw config.refusal(
          "caps its scores by \"%s\" (attn_logit_softcapping_method); only tanh is supported"
              .formatted(method));
    }
    OptionalDouble cap = config.number(0, MAX_CAP, "attn_logit_softcapping", "max_attn_value");
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
