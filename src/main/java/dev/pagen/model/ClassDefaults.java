package dev.pagen.model;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * What published configs leave out because the model's configuration class in Hugging Face
 * transformers (or, for Grok-1, its model code) fills it in. Keyed by {@code model_type}.
 *
 * <p>Read from the classes' sources. Two entries state a rule of the model code in the terms of a
 * config field: gemma3n does not scale its scores ({@code attention_multiplier} 1), and BLOOM
 * always has ALiBi.
 */
final class ClassDefaults {
  private static final String GROK = "grok-1";

  private static final Map<String, ObjectNode> BY_MODEL_TYPE =
      ConfigFile.parse(
              """
              {
                "bloom": {"alibi": true},
                "cohere2": {"sliding_window": 4096, "sliding_window_pattern": 4},
                "falcon": {"multi_query": true},
                "gemma": {"head_dim": 256},
                "gemma2": {
                  "head_dim": 256, "query_pre_attn_scalar": 256, "attn_logit_softcapping": 50.0,
                  "sliding_window": 4096, "sliding_window_pattern": 2
                },
                "gemma3_text": {
                  "num_hidden_layers": 26, "num_attention_heads": 8, "num_key_value_heads": 4,
                  "head_dim": 256, "query_pre_attn_scalar": 256,
                  "sliding_window": 4096, "sliding_window_pattern": 6
                },
                "gemma3n_text": {"attention_multiplier": 1.0},
                "gpt_bigcode": {"multi_query": true},
                "gpt_oss": {
                  "head_dim": 64, "sliding_window": 128, "sliding_window_pattern": 2,
                  "torch_dtype": "bfloat16"
                },
                "granite": {"attention_multiplier": 1.0},
                "granitemoe": {"attention_multiplier": 1.0},
                "granitemoehybrid": {"attention_multiplier": 1.0},
                "granitemoeshared": {"attention_multiplier": 1.0},
                "grok-1": {"head_dim": 128, "attn_logit_softcapping": 30.0},
                "llama4_text": {
                  "num_hidden_layers": 48, "num_attention_heads": 40, "num_key_value_heads": 8,
                  "head_dim": 128, "attention_chunk_size": 8192, "no_rope_layer_interval": 4
                },
                "mistral": {"num_key_value_heads": 8, "sliding_window": 4096},
                "mixtral": {"num_key_value_heads": 8},
                "mpt": {"attn_config": {"alibi": true}},
                "qwen2": {"use_sliding_window": false},
                "qwen2_moe": {"use_sliding_window": false},
                "qwen3": {"use_sliding_window": false, "head_dim": 128},
                "qwen3_moe": {"use_sliding_window": false},
                "qwen3_next": {"full_attention_interval": 4, "head_dim": 256}
              }
              """)
          .properties()
          .stream()
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> (ObjectNode) entry.getValue()));

  private static final ObjectNode NONE = ConfigFile.parse("{}");

  private ClassDefaults() {}

  /**
   * The defaults for a config.
   *
   * @param modelType its {@code model_type}
   * @param architecture its architecture: conversions of Grok-1 name their model types differently
   */
  static ObjectNode of(String modelType, String architecture) {
    if ((modelType + " " + architecture).toLowerCase(Locale.ROOT).contains("grok")) {
      return BY_MODEL_TYPE.getOrDefault(GROK, NONE);
    }
    String type = modelType.startsWith("RefinedWeb") ? "falcon" : modelType;
    return BY_MODEL_TYPE.getOrDefault(type, NONE);
  }
}
