package dev.pagen.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Refuses, by name, the models whose attention cannot be stated as {@link AttentionLayer}s. */
final class Refusals {
  private static final String CHOOSE =
      "; choose a model with ordinary multi-head, grouped-query or multi-query attention";

  private static final String SELECTS = "attends to tokens that an indexer selects";
  private static final String COMPRESSES = "attends to compressed tokens";
  private static final String SPARSE = "sparse_attention_config";
  private static final String ENCODES = "is an encoder, which does not decode";
  private static final String ENCODER_DECODER = "is_encoder_decoder";
  private static final String CROSS = "is an encoder-decoder model (cross-attention)";
  private static final String RELATIVE = "adds relative positions to its scores";
  private static final String DIFFERENTIAL = "subtracts two softmaxes (differential attention)";
  private static final String LOOPS = "runs its layers several times, each time with its own cache";
  private static final String SINK_KEYS = "has sinks with keys of their own";

  /** Model types with no attention layer at all. */
  private static final Set<String> WITHOUT_ATTENTION =
      Set.of("mamba", "mamba2", "falcon_mamba", "rwkv", "rwkv5", "rwkv6", "rwkv7", "xlstm");

  /** Model types whose attention has a rule of its own, which the config need not state. */
  private static final List<Feature> TYPES =
      List.of(
          new Feature("gpt_neo", "does not scale its scores and alternates local attention"),
          new Feature("recurrent_gemma", "mixes recurrent blocks with local attention"),
          new Feature("zamba", "shares one attention block of doubled width among Mamba layers"),
          new Feature("zamba2", "shares attention blocks of doubled width among Mamba layers"),
          new Feature("diffllama", DIFFERENTIAL),
          new Feature("phi4flash", DIFFERENTIAL),
          new Feature("doge", "drops keys by a mask that it computes"),
          new Feature("step5", SELECTS),
          new Feature("deepseek_v41", "attends to compressed and selected tokens"),
          new Feature("deepseek_v41_text", "attends to compressed and selected tokens"),
          new Feature("inkling_text", "biases its scores by learned relative positions"),
          new Feature("inkling2_text", "has sinks that depend on the token"),
          new Feature("inkling2_loop_text", "has sinks that depend on the token"),
          new Feature("iquest_q1", SINK_KEYS),
          new Feature("hrm_text", LOOPS),
          new Feature("ouro", LOOPS),
          new Feature("dory", LOOPS),
          new Feature("nanbeige", LOOPS),
          new Feature("unlimited_ocr_text", "keeps a ring of generated tokens beside the prompt"),
          new Feature("embedding_gemma2_text", ENCODES),
          new Feature("openai_privacy_filter", ENCODES),
          new Feature("diffusion_gemma_text", "denoises whole blocks of tokens"),
          new Feature("big_bird", "uses block-sparse attention"),
          new Feature("longformer", "uses block-sparse attention"),
          new Feature("led", "uses block-sparse attention"),
          new Feature("reformer", "attends to tokens that a hash selects"),
          new Feature("t5gemma2_decoder", CROSS),
          new Feature("cpmant", RELATIVE),
          new Feature("xlnet", RELATIVE));

  /** Fields that, set to anything but null, false or 0, change what attention computes. */
  private static final List<Feature> FIELDS =
      List.of(
          new Feature(ENCODER_DECODER, CROSS),
          new Feature("_class_name", "denoises (it is a part of a pipeline of diffusers)"),
          new Feature("blocksparse_block_size", "uses block-sparse attention"),
          new Feature("sparse_config", "uses block-sparse attention"),
          new Feature("dual_chunk_attention_config", "uses dual chunk attention"),
          new Feature("attn_temperature_len", "scales capped scores by the position"),
          new Feature("xai_temperature_len", "scales capped scores by the position"),
          new Feature("scale_attn_by_inverse_layer_idx", "scales every layer's scores differently"),
          new Feature("mup_scale_qk_dot_by_d", "scales scores by 1 / head size"),
          new Feature("scale_qk_dot_by_d", "scales scores by 1 / head size"),
          new Feature("use_sqrt_attn_scaling", "scales scores by its own rule"),
          new Feature("mup_attn_multiplier", "scales scores by its own muP rule"),
          new Feature("rel_extent", "biases its scores by learned relative positions"),
          new Feature("enable_sink_attention", SINK_KEYS),
          new Feature("param_sink_number", SINK_KEYS),
          new Feature("attention_sink_size", "keeps the first tokens beside a window"),
          new Feature("loop_num", LOOPS),
          new Feature("num_loops", LOOPS),
          new Feature("loop_num_passes", LOOPS),
          new Feature("attn_config.prefix_lm", "lets a prefix see what comes after it"));

  /** The same of models whose indexer is not known. */
  private static final List<Feature> INDEXERS =
      List.of(
          new Feature("index_topk", SELECTS),
          new Feature("index_topk_blocks", SELECTS),
          new Feature("index_n_heads", SELECTS),
          new Feature("indexer_budget", SELECTS),
          new Feature("indexer_types", SELECTS),
          new Feature("compress_ratios", COMPRESSES),
          new Feature("compress_rates", COMPRESSES));

  /** Model types of transformers 5.24 that do not decode, unless {@code is_decoder} says so. */
  private static final Set<String> ENCODERS =
      ConfigFile.resource("encoders.json")
          .path("model_types")
          .valueStream()
          .map(JsonNode::stringValue)
          .collect(Collectors.toUnmodifiableSet());

  private Refusals() {}

  static void check(Config config) {
    if (WITHOUT_ATTENTION.contains(config.modelType())) {
      throw config.refusal("has no attention layers, so there is no kernel to generate" + CHOOSE);
    }
    if (encodes(config) && !config.flag("is_decoder")) {
      throw config.refusal(ENCODES + ", which is not supported" + CHOOSE);
    }
    for (Feature type : TYPES) {
      if (isOf(config, type.name())) {
        throw config.refusal(type.what() + ", which is not supported" + CHOOSE);
      }
    }
    for (Feature field : FIELDS) {
      refuseIf(config, field.name(), value -> !isOff(value), field.what());
    }
    checkIndexer(config);
    refuseIf(
        config,
        "attention_other_setting.attention_type",
        value -> !isText(value, "sliding_attention"),
        "has other heads in layers of another kind than sliding_attention");
    refuseIf(
        config,
        "use_bidirectional_attention",
        value -> !isOff(value) && !isText(value, "vision"),
        "lets tokens see what comes after them");
    refuseIf(config, "is_causal", Refusals::isOff, "lets tokens see what comes after them");
    for (String name : List.of("alibi_bias_max", "attn_config.alibi_bias_max")) {
      refuseIf(
          config,
          name,
          value -> !isOff(value) && value.asDouble(0) != 8,
          "has slopes of ALiBi by another rule than 2^(-8 h / heads)");
    }
  }

  /** A language model's part without a type of its own has that of the model around it. */
  private static boolean isOf(Config config, String type) {
    return type.equals(config.modelType()) || type.equals(config.modelType() + "_text");
  }

  /** Refuses a model by what stands around its language model's part. */
  static void checkAround(Config config) {
    refuseIf(config, ENCODER_DECODER, value -> !isOff(value), CROSS);
  }

  /** By type, by the class that it is of, or by token types, which only BERT's relatives have. */
  private static boolean encodes(Config config) {
    return ENCODERS.stream().anyMatch(type -> isOf(config, type))
        || config.has("type_vocab_size")
        || config.list("architectures").stream()
            .flatMap(List::stream)
            .anyMatch(name -> name.node().asString("").endsWith("ForMaskedLM"));
  }

  private static void checkIndexer(Config config) {
    if (!Indexer.isKnown(config)) {
      for (Feature field : INDEXERS) {
        refuseIf(config, field.name(), value -> !isOff(value), field.what());
      }
    }
    if (!Indexer.choosesBlocks(config)) {
      refuseIf(
          config,
          SPARSE,
          value -> !isOff(value.path("use_sparse_attention")),
          "attends to blocks of tokens that it selects");
    } else if (!config.has(SPARSE) && !config.has("layer_types")) {
      throw config.refusal(
          "attends to blocks of tokens that it selects, and has neither %s nor layer_types, which would say in which layers"
              .formatted(SPARSE));
    }
  }

  /** Refuses a config with recurrent layers that does not say which of its layers attend. */
  static void checkNotHybrid(Config config) {
    recurrent(config)
        .ifPresent(
            field -> {
              throw config.refusal(
                  "has Mamba layers (%s) and does not say which of its layers attend; add"
                          .formatted(config.section() + field)
                      + " layer_types, with \"full_attention\" or \"mamba\" for each layer");
            });
  }

  /** A field that only models with recurrent layers have. */
  static Optional<String> recurrent(Config config) {
    return config.node().propertyNames().stream()
        .filter(name -> name.startsWith("mamba_") || name.startsWith("ssm_"))
        .findFirst();
  }

  private static void refuseIf(
      Config config, String field, Predicate<JsonNode> bears, String what) {
    if (config.find(field).filter(value -> bears.test(value.node())).isPresent()) {
      throw config.refusal(
          "%s (%s), which is not supported%s".formatted(what, config.section() + field, CHOOSE));
    }
  }

  private static boolean isText(JsonNode value, String text) {
    return value.isString() && value.stringValue().equals(text);
  }

  private static boolean isOff(JsonNode value) {
    return value.isNull()
        || (value.isBoolean() && !value.booleanValue())
        || (value.isNumber() && value.doubleValue() <= 0);
  }

  private record Feature(String name, String what) {}
}
