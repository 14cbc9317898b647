package dev.pagen.model;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Refuses, by name, the models whose attention cannot be stated as an {@link AttentionLayer}. */
final class Refusals {
  private static final String CHOOSE =
      "; choose a model with ordinary multi-head, grouped-query or multi-query attention";

  /** Model types with no attention layer at all. */
  private static final Set<String> WITHOUT_ATTENTION =
      Set.of("mamba", "mamba2", "falcon_mamba", "rwkv", "rwkv5", "rwkv6", "rwkv7", "xlstm");

  /** Model types whose attention has a rule of its own that no field of the config states. */
  private static final List<Feature> TYPES =
      List.of(
          new Feature("gpt_neo", "does not scale its scores and alternates local attention"),
          new Feature("recurrent_gemma", "mixes recurrent blocks with local attention"),
          new Feature("zamba", "shares one attention block of doubled width among Mamba layers"),
          new Feature("zamba2", "shares attention blocks of doubled width among Mamba layers"));

  /** Fields that, set to anything but null, false or 0, change what attention computes. */
  private static final List<Feature> FIELDS =
      List.of(
          new Feature("is_encoder_decoder", "is an encoder-decoder model (cross-attention)"),
          new Feature("blocksparse_block_size", "uses block-sparse attention"),
          new Feature("sparse_config", "uses block-sparse attention"),
          new Feature("index_topk", "attends to tokens that an indexer selects"),
          new Feature("attn_temperature_len", "scales capped scores by the position"),
          new Feature("scale_attn_by_inverse_layer_idx", "scales every layer's scores differently"),
          new Feature("mup_scale_qk_dot_by_d", "scales scores by 1 / head size"),
          new Feature("scale_qk_dot_by_d", "scales scores by 1 / head size"),
          new Feature("mup_attn_multiplier", "scales scores by its own muP rule"),
          new Feature("block_configs", "has another attention shape in every layer"),
          new Feature("num_key_value_heads_per_layer", "has other KV heads in every layer"),
          new Feature("global_head_dim", "has another head size in its full-attention layers"));

  private Refusals() {}

  static void check(Config config) {
    if (WITHOUT_ATTENTION.contains(config.modelType())) {
      throw config.refusal("has no attention layers, so there is no kernel to generate" + CHOOSE);
    }
    for (Feature type : TYPES) {
      if (type.name().equals(config.modelType())) {
        throw config.refusal(type.what() + ", which is not supported" + CHOOSE);
      }
    }
    for (Feature field : FIELDS) {
      if (isSet(config, field.name())) {
        throw config.refusal(
            "%s (%s), which is not supported%s"
                .formatted(field.what(), config.section() + field.name(), CHOOSE));
      }
    }
  }

  /** Refuses a config with recurrent layers that does not say which of its layers attend. */
  static void checkNotHybrid(Config config) {
    config.node().propertyNames().stream()
        .filter(name -> name.startsWith("mamba_") || name.startsWith("ssm_"))
        .findFirst()
        .ifPresent(name -> throwHybrid(config, name));
  }

  private static void throwHybrid(Config config, String field) {
    throw config.refusal(
        "has Mamba layers (%s) and does not say which of its layers attend; add layer_types, with"
                .formatted(config.section() + field)
            + " \"full_attention\" or \"mamba\" for each layer");
  }

  private static boolean isSet(Config config, String name) {
    return config.find(name).filter(value -> !isOff(value)).isPresent();
  }

  private static boolean isOff(JsonNode value) {
    return (value.isBoolean() && !value.booleanValue())
        || (value.isNumber() && value.doubleValue() <= 0);
  }

  private record Feature(String name, String what) {}
}
