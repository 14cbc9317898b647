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
        "ModernBERT's decoder sees half of both sides | 'model_type': 'modernbert-decoder'"
            + " | 3 full, 5 sliding 64",
        "both names of ModernBERT's window | 'model_type': 'modernbert-decoder',"
            + " 'local_attention': 256, 'sliding_window': 128 | 3 full, 5 sliding 128",
        "Zaya's hybrids | 'layer_types': ['hybrid', 'hybrid_sliding', 'hybrid', 'hybrid_sliding',"
            + " 'hybrid', 'hybrid_sliding', 'hybrid', 'hybrid_sliding'], 'sliding_window': 64"
            + " | 4 full, 4 sliding 64",
        "Laguna's class has no windows of its own | 'model_type': 'laguna', 'sliding_window': 512"
            + " | 8 full",
        "Afmoe's last of four is full | 'model_type': 'afmoe', 'global_attn_every_n_layers': 4"
            + " | 6 sliding 1024, 2 full",
        "CWM's first of four is full | 'model_type': 'cwm', 'sliding_window': 512"
            + " | 2 full, 6 sliding 512",
        "letters of a period | 'sliding_window': 9, 'sliding_window_pattern': 'LLG'"
            + " | 6 sliding 9, 2 full",
        "letters without a window | 'sliding_window': null, 'sliding_window_pattern': 'LLG'"
            + " | 8 full",
        "switches of a period | 'sliding_window': 9, 'sliding_window_pattern': [1, 1, 1, 0]"
            + " | 6 sliding 9, 2 full",
        "MiMo's switches | 'sliding_window': 9, 'hybrid_layer_pattern': [0, 1, 1, 1, 1, 0, 1, 1]"
            + " | 2 full, 6 sliding 9",
        "MiMo's size of the window is of what is before a query | 'model_type': 'mimo_v2_flash',"
            + " 'sliding_window': 9, 'sliding_window_size': 9, 'hybrid_layer_pattern': [0, 1, 1, 1]"
            + " | 2 full, 6 sliding 10",
        "MiMo as saved today | 'model_type': 'mimo_v2_flash', 'sliding_window': 10,"
            + " 'hybrid_layer_pattern': [0, 1, 1, 1] | 2 full, 6 sliding 10",
        "numbers of windowed layers | 'sliding_window': 9, 'sliding_window_layers': [0, 2, 7]"
            + " | 3 sliding 9, 5 full",
        "a window for each layer | 'sliding_window': [9, null, 9, 7, 0, 9, 9, 9]"
            + " | 5 sliding 9, 2 full, 1 sliding 7",
        "Kimi counts from 1 | 'linear_attn_config': {'full_attn_layers': [4, 8],"
            + " 'kda_layers': [1, 2, 3, 5, 6, 7], 'head_dim': 128} | 2 full",
        "GLM counts from 0 | 'linear_attn_config': {'full_attn_layers': [3, 7],"
            + " 'kda_layers': [0, 1, 2, 4, 5, 6]} | 2 full",
        "Falcon-H1 attends everywhere | 'model_type': 'falcon_h1', 'mamba_d_ssm': 64 | 8 full",
        "Gemma-4 forces its last layer | 'model_type': 'gemma4_text', 'head_dim': 128,"
            + " 'global_head_dim': 128 | 6 sliding 512, 2 full",
        "cross attention is left out | 'cross_attention_layers': [3, 7] | 6 full",
        "LongCat has two a block | 'model_type': 'longcat_flash' | 16 full",
        "layers for prediction behind | 'num_nextn_predict_layers': 1, 'sliding_window': 9,"
            + " 'layer_types': ['full_attention', 'full_attention', 'full_attention',"
            + " 'full_attention', 'full_attention', 'full_attention', 'full_attention',"
            + " 'full_attention', 'sliding_attention'] | 8 full",
        "Llama's code does not look at a window | 'model_type': 'llama', 'sliding_window': 9"
            + " | 8 full",
        "Nemotron-NAS leaves attention out | 'block_configs': ["
            + "{'attention': {'no_op': true, 'n_heads_in_group': null}},"
            + "{'attention': {'replace_with_linear': true}},"
            + "{'attention': {'n_heads_in_group': 8}}, {'attention': {'n_heads_in_group': 4}},"
            + "{'attention': {'n_heads_in_group': 8}}, {'attention': {'n_heads_in_group': 8}},"
            + "{'attention': {'n_heads_in_group': 8}}, {'attention': {'n_heads_in_group': 8}}]"
            + " | 5 full, 1 full",
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
      case Reach.Sliding(int tokens) -> " " + tokens;
      case Reach.Chunked(int tokens) -> " " + tokens;
      default -> "";
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
        "too many kinds | 'layer_types': ['full_attention', 'full_attention', 'full_attention',"
            + " 'full_attention', 'full_attention', 'full_attention', 'full_attention',"
            + " 'full_attention', 'full_attention'] | lists 9 kinds of layers for 8 layers",
        "a letter nobody knows | 'sliding_window': 9, 'sliding_window_pattern': 'LLX'"
            + " | has layers of a kind 'X' in sliding_window_pattern",
        "a layer that is not there | 'full_attn_idxs': [2, 8] | full_attn_idxs[1] is 8; expected",
        "a hybrid with a window | 'attn_layer_indices': [2], 'sliding_window': 9"
            + " | does not say for which layers it holds",
        "two windows | 'local_attention': 256, 'sliding_window': 256 | 256 on both sides"
            + " (local_attention): they contradict each other",
        "selected keys | 'layer_types': ['indexed_attention', 'indexed_attention',"
            + " 'indexed_attention', 'indexed_attention', 'indexed_attention',"
            + " 'indexed_attention', 'indexed_attention', 'indexed_attention']"
            + " | has layers with an indexer that is not known",
        "a rule of the class | 'model_type': 'flint' | add layer_types",
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

  @Test
  void numbersTheLayersOfEachKind() {
    Model model =
        ConfigText.read(folder, PLAIN + ", 'sliding_window': 9, 'sliding_window_pattern': 3");
    assertThat(model.layers().getFirst().layers()).containsExactly(0, 1, 3, 4, 6, 7);
    assertThat(model.layers().getLast().layers()).containsExactly(2, 5);
  }
}
