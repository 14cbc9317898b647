package dev.pagen.model;

import static dev.pagen.model.ConfigText.PLAIN;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every config here has 8 layers. */
class LayerPatternTest {
  @TempDir Path folder;

  /** Columns: what is shown | fields | for each kind its count, kind and tokens. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nothing written | 'model_type': 'llama' | 8 full",
        "Mistral's null | 'model_type': 'mistral', 'sliding_window': null | 8 full",
        "Mistral's class default | 'model_type': 'mistral' | 8 sliding 4096",
        "a window for all layers | 'model_type': 'starcoder2', 'sliding_window': 4096"
            + " | 8 sliding 4096",
        "a window switched off | 'model_type': 'qwen2', 'sliding_window': 131072,"
            + " 'use_sliding_window': false, 'max_window_layers': 4 | 8 full",
        "a window of 0 switched off | 'model_type': 'qwen3', 'sliding_window': 0,"
            + " 'use_sliding_window': false | 8 full",
        "Qwen has it off by default | 'model_type': 'qwen2', 'sliding_window': 131072 | 8 full",
        "Qwen's layers from max_window_layers on | 'model_type': 'qwen2', 'sliding_window': 4096,"
            + " 'use_sliding_window': true, 'max_window_layers': 6 | 6 full, 2 sliding 4096",
        "Gemma-2 alternates without saying so | 'model_type': 'gemma2', 'sliding_window': 512"
            + " | 4 sliding 512, 4 full",
        "Gemma-3 has every 6th full | 'model_type': 'gemma3_text', 'sliding_window': 512"
            + " | 7 sliding 512, 1 full",
        "a pattern in the file | 'model_type': 'cohere2', 'sliding_window': 512,"
            + " 'sliding_window_pattern': 3 | 6 sliding 512, 2 full",
        "a pattern under its later name | 'model_type': 'gemma3_text', 'sliding_window': 512,"
            + " '_sliding_window_pattern': 4 | 6 sliding 512, 2 full",
        "layer_types beat the pattern | 'model_type': 'gemma2', 'sliding_window': 512,"
            + " 'layer_types': ['full_attention', 'full_attention', 'full_attention',"
            + " 'full_attention', 'full_attention', 'full_attention', 'full_attention',"
            + " 'sliding_attention'] | 7 full, 1 sliding 512",
        "gpt-oss without layer_types | 'model_type': 'gpt_oss' | 4 sliding 128, 4 full",
        "Llama-4 chunks | 'model_type': 'llama4_text', 'no_rope_layers': []"
            + " | 6 chunked 8192, 2 full",
        "Llama-4 lists its layers | 'model_type': 'llama4_text', 'attention_chunk_size': 4096,"
            + " 'no_rope_layers': [1, 1, 1, 1, 1, 1, 1, 0] | 7 chunked 4096, 1 full",
        "Qwen3-Next keeps every 4th | 'model_type': 'qwen3_next' | 2 full",
        "Jamba | 'model_type': 'jamba', 'mamba_d_state': 16, 'attn_layer_period': 8,"
            + " 'attn_layer_offset': 4 | 1 full",
        "Nemotron-H | 'model_type': 'nemotron_h', 'hybrid_override_pattern': 'M-M*-M*-' | 2 full",
        "Bamba | 'model_type': 'bamba', 'mamba_d_state': 128, 'attn_layer_indices': [2, 5, 7]"
            + " | 3 full",
        "MiniMax-01 | 'model_type': 'minimax', 'attn_type_list': [0, 0, 0, 1, 0, 0, 0, 1]"
            + " | 2 full",
        "hybrid with layer_types | 'model_type': 'granitemoehybrid', 'mamba_d_state': 128,"
            + " 'layer_types': ['mamba', 'mamba', 'mamba', 'attention', 'mamba', 'mamba', 'mamba',"
            + " 'conv'] | 1 full"
      })
  void readsKindsOfLayersFrom(String shown, String fields, String expected) {
    Model model = ConfigText.read(folder, PLAIN + ", " + fields);
    String kinds =
        model.layers().stream()
            .map(layer -> (layer.layers().size() + " " + layer.kind() + tokens(layer)))
            .collect(joining(", "));
    assertThat(kinds).isEqualTo(expected);
  }

  private static String tokens(AttentionLayer layer) {
    return switch (layer.reach()) {
      case Reach.Full _ -> "";
      case Reach.Sliding(int tokens) -> " " + tokens;
      case Reach.Chunked(int tokens) -> " " + tokens;
    };
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a kind nobody knows | 'layer_types': ['full_attention', 'full_attention',"
            + " 'full_attention', 'wide', 'full_attention', 'full_attention', 'full_attention',"
            + " 'full_attention'] | layer_types[3] is \"wide\"; expected full_attention",
        "too few kinds | 'layer_types': ['full_attention'] | lists 1 kinds of layers for 8 layers",
        "no layer attends | 'attn_layer_indices': [] | has no attention layers",
        "a hybrid that does not say | 'model_type': 'new', 'mamba_d_ssm': 4096"
            + " | model type new has Mamba layers (mamba_d_ssm) and does not say",
        "windowed layers without a window | 'layer_types': ['sliding_attention',"
            + " 'full_attention', 'full_attention', 'full_attention', 'full_attention',"
            + " 'full_attention', 'full_attention', 'full_attention'] | sliding_window is missing"
      })
  void refuses(String shown, String fields, String message) {
    assertThatThrownBy(() -> ConfigText.read(folder, PLAIN + ", " + fields))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("config.json")
        .hasMessageContaining(message);
  }

  @Test
  void theWindowedLayersOfAPatternComeBeforeTheFullOne() {
    Model model =
        ConfigText.read(folder, PLAIN + ", 'sliding_window': 9, 'sliding_window_pattern': 8");
    assertThat(model.layers()).extracting(layer -> layer.layers().size()).containsExactly(7, 1);
    assertThat(model.layers().getFirst().slidingWindow()).hasValue(9);
    assertThat(model.layers().getLast().slidingWindow()).isEmpty();
  }
}
