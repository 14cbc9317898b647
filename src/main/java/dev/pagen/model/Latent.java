package dev.pagen.model;

import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/**
 * Multi-head latent attention (DeepSeek), in the form that decodes from the latents themselves: the
 * up-projections of keys and values are absorbed into the query's and the output's. All query heads
 * share the rows of one cache: a latent, which is the value too, and a rotary part behind it.
 *
 * <p>Source: DeepSeek-V3's model code, {@code DeepseekV3Attention}.
 *
 * @param size elements of the latent ({@code kv_lora_rank})
 * @param rope elements of the rotary part ({@code qk_rope_head_dim})
 * @param scale on the dot product: that of the heads before absorption, and where YaRN stretches
 *     the context, the square of its factor on the attention's temperature
 */
record Latent(int size, int rope, double scale) {
  private static final int MAX_SIZE = 4096;
  private static final double MAX_FACTOR = 1e6;

  /** The latent of a model that has one. */
  static Optional<Latent> read(Config config) {
    if (!config.find("kv_lora_rank").filter(JsonNode::isNumber).isPresent()
        || switchedOff(config)) {
      return Optional.empty();
    }
    int rope = config.requireInteger(1, MAX_SIZE, "qk_rope_head_dim");
    int head = config.requireInteger(1, MAX_SIZE, "qk_nope_head_dim") + rope;
    double temperature = temperature(config);
    return Optional.of(
        new Latent(
            config.requireInteger(1, MAX_SIZE, "kv_lora_rank"),
            rope,
            temperature * temperature / Math.sqrt(head)));
  }

  private static boolean switchedOff(Config config) {
    return config.has("use_mla") && !config.flag("use_mla");
  }

  /** YaRN's {@code 0.1 * mscale_all_dim * ln(factor) + 1}; 1 where nothing is stretched. */
  private static double temperature(Config config) {
    OptionalDouble scale = config.number(0, MAX_FACTOR, "rope_scaling.mscale_all_dim");
    double factor = config.number(0, MAX_FACTOR, "rope_scaling.factor").orElse(1);
    return factor <= 1 ? 1 : 0.1 * scale.orElse(0) * Math.log(factor) + 1;
  }
}
