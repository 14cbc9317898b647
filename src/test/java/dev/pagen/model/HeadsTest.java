package dev.pagen.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadsTest {
  @TempDir Path folder;

  /** Columns: what is shown | fields | query heads, KV heads, head size. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no KV heads is MHA | 'num_attention_heads': 12, 'hidden_size': 768 | 12 12 64",
        "null KV heads is MHA | 'num_attention_heads': 12, 'num_key_value_heads': null,"
            + " 'hidden_size': 768 | 12 12 64",
        "one KV head is MQA | 'num_attention_heads': 8, 'num_key_value_heads': 1,"
            + " 'hidden_size': 2048 | 8 1 256",
        "null head_dim is derived | 'num_attention_heads': 32, 'head_dim': null,"
            + " 'hidden_size': 4096 | 32 32 128",
        "head_dim beats hidden size | 'num_attention_heads': 64, 'num_key_value_heads': 8,"
            + " 'head_dim': 128, 'hidden_size': 5120 | 64 8 128",
        "head_dim needs no hidden size | 'num_attention_heads': 64, 'head_dim': 128 | 64 64 128",
        "Falcon 7B ignores num_kv_heads | 'model_type': 'falcon', 'num_attention_heads': 71,"
            + " 'num_kv_heads': 71, 'multi_query': true, 'new_decoder_architecture': false,"
            + " 'hidden_size': 4544 | 71 1 64",
        "Falcon is multi-query by default | 'model_type': 'falcon', 'num_attention_heads': 71,"
            + " 'hidden_size': 4544 | 71 1 64",
        "Falcon 40B has the new architecture | 'model_type': 'falcon', 'num_attention_heads': 128,"
            + " 'num_kv_heads': 8, 'multi_query': true, 'new_decoder_architecture': true,"
            + " 'hidden_size': 8192 | 128 8 64",
        "Falcon 40B as first published | 'model_type': 'RefinedWeb', 'n_head': 128,"
            + " 'n_head_kv': 8, 'hidden_size': 8192, 'new_decoder_architecture': true | 128 8 64",
        "Falcon-RW is multi-head | 'model_type': 'falcon', 'num_attention_heads': 32,"
            + " 'multi_query': false, 'hidden_size': 2048 | 32 32 64",
        "BERT as a decoder | 'model_type': 'bert', 'is_decoder': true, 'type_vocab_size': 2,"
            + " 'num_attention_heads': 12, 'hidden_size': 768 | 12 12 64",
        "heads of windows that no layer has | 'num_attention_heads': 8, 'head_dim': 64,"
            + " 'num_sliding_attention_heads': 12, 'layer_types': ['full_attention',"
            + " 'full_attention', 'full_attention', 'full_attention'] | 8 8 64",
        "GPT-2 names | 'model_type': 'gpt2', 'n_head': 25, 'n_embd': 1600 | 25 25 64",
        "StarCoder is multi-query | 'model_type': 'gpt_bigcode', 'n_head': 48, 'n_embd': 6144"
            + " | 48 1 128",
        "MPT names | 'model_type': 'mpt', 'n_heads': 32, 'd_model': 4096 | 32 32 128",
        "MPT multi-query | 'model_type': 'mpt', 'n_heads': 32, 'd_model': 4096,"
            + " 'attn_config': {'attn_type': 'multiquery_attention'} | 32 1 128",
        "DBRX | 'model_type': 'dbrx', 'n_heads': 48, 'd_model': 6144,"
            + " 'attn_config': {'kv_n_heads': 8} | 48 8 128",
        "ChatGLM | 'model_type': 'chatglm', 'num_attention_heads': 32, 'kv_channels': 128,"
            + " 'multi_query_attention': true, 'multi_query_group_num': 2, 'hidden_size': 4096"
            + " | 32 2 128",
        "MLA | 'num_attention_heads': 64, 'hidden_size': 7168, 'kv_lora_rank': 512,"
            + " 'qk_rope_head_dim': 64, 'qk_nope_head_dim': 128, 'v_head_dim': 128 | 64 1 576",
        "MLA without a rotary part | 'num_attention_heads': 64, 'hidden_size': 7168,"
            + " 'kv_lora_rank': 512, 'qk_rope_head_dim': 0, 'qk_nope_head_dim': 256 | 64 1 512",
        "MLA switched off | 'num_attention_heads': 10, 'hidden_size': 1280, 'use_mla': false,"
            + " 'kv_lora_rank': 512, 'v_head_dim': 128 | 10 10 128",
        "Gemma-3 4B leaves heads to its class | 'model_type': 'gemma3', 'text_config':"
            + " {'num_hidden_layers': 34, 'model_type': 'gemma3_text', 'hidden_size': 2560} | 8 4"
            + " 256",
        "the type may stand outside alone | 'model_type': 'gemma3', 'text_config':"
            + " {'num_hidden_layers': 34, 'hidden_size': 2560} | 8 4 256",
        "Mistral-3 nests | 'model_type': 'mistral3', 'text_config': {'model_type': 'mistral',"
            + " 'num_hidden_layers': 40, 'hidden_size': 5120, 'num_attention_heads': 32,"
            + " 'head_dim': 128} | 32 8 128",
        "Omni models nest twice | 'thinker_config': {'text_config': {'num_hidden_layers': 28,"
            + " 'num_attention_heads': 28,"
            + " 'num_key_value_heads': 4, 'hidden_size': 3584}} | 28 4 128",
        "vision heads do not count | 'text_config': {'num_hidden_layers': 2,"
            + " 'num_attention_heads': 16, 'head_dim': 64},"
            + " 'vision_config': {'num_attention_heads': 4, 'head_dim': 80} | 16 16 64"
      })
  void readsHeadsUnderTheNamesAndRulesOf(String shown, String fields, String expected) {
    Model model = ConfigText.read(folder, fields + ", 'num_hidden_layers': 4");
    AttentionLayer layer = model.layers().getFirst();
    assertThat(List.of(layer.queryHeads(), layer.kvHeads(), layer.headSize()))
        .isEqualTo(List.of(expected.split(" ")).stream().map(Integer::valueOf).toList());
  }

  /** Columns: what is shown | fields | for each kind its query heads, KV heads and head size. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Step-3.5 | 'num_attention_groups': 8, 'attention_other_setting': {'attention_type':"
            + " 'sliding_attention', 'num_attention_heads': 96, 'num_attention_groups': 8,"
            + " 'head_dim': 128} | 64 8 128, 96 8 128",
        "Step-3.5 as saved today | 'num_attention_groups': 8, 'num_sliding_attention_heads': 96"
            + " | 64 8 128, 96 8 128",
        "MiMo | 'num_key_value_heads': 4, 'swa_num_attention_heads': 64,"
            + " 'swa_num_key_value_heads': 8, 'swa_head_dim': 192 | 64 4 128, 64 8 192",
        "Baichuan-M1 | 'num_key_value_heads': 2, 'num_swa_attention_heads': 32,"
            + " 'num_swa_key_value_heads': 8 | 64 2 128, 32 8 128",
        "Gemma-4 | 'num_key_value_heads': 16, 'attention_k_eq_v': true, 'global_head_dim': 512,"
            + " 'num_global_key_value_heads': 4 | 64 4 512, 64 16 128",
        "Gemma-4 with two projections | 'num_key_value_heads': 16, 'attention_k_eq_v': false,"
            + " 'num_global_key_value_heads': 4 | 64 16 128, 64 16 128",
        "lists with an entry a layer | 'num_attention_heads_per_layer': [64, 32, 64, 32],"
            + " 'num_key_value_heads_per_layer': [8, 4, 8, 4] | 64 8 128, 32 4 128",
        "lists under the plain name | 'num_key_value_heads': [8, 4, 8, 4] | 64 8 128, 64 4 128",
        "a layer's own object | 'num_key_value_heads': 8, 'per_layer_config': {'1': {'head_dim':"
            + " 64, 'num_key_value_heads': 4}, '3': {'head_dim': 64, 'num_key_value_heads': 4}}"
            + " | 64 8 128, 64 4 64",
        "a layer's own object as saved today | 'num_key_value_heads': 8, 'per_layer_config':"
            + " {'01': {'head_dim': 64, 'num_key_value_heads': 4}, '03': {'head_dim': 64,"
            + " 'num_key_value_heads': 4}} | 64 8 128, 64 4 64"
      })
  void readsHeadsOfEachKindUnderTheNamesOf(String shown, String fields, String expected) {
    Model model =
        ConfigText.read(
            folder,
            "'num_hidden_layers': 4, 'num_attention_heads': 64, 'head_dim': 128,"
                + " 'sliding_window': 9, 'layer_types': ['full_attention', 'sliding_attention',"
                + " 'full_attention', 'sliding_attention'], "
                + fields);
    assertThat(model.layers())
        .map(l -> l.queryHeads() + " " + l.kvHeads() + " " + l.headSize())
        .isEqualTo(List.of(expected.split(", ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no field | 'hidden_size': 64 | 192 192, 192 192",
        "one for all layers | 'v_head_dim': 128 | 192 128, 192 128",
        "one of its own with a window | 'v_head_dim': 128, 'swa_v_head_dim': 64 | 192 128, 192 64",
        "off | 'v_head_dim': 0 | 192 192, 192 192"
      })
  void readsTheSizeOfValues(String shown, String fields, String expected) {
    String layers =
        "'num_hidden_layers': 2, 'num_attention_heads': 8, 'head_dim': 192, 'sliding_window': 9,"
            + " 'layer_types': ['full_attention', 'sliding_attention']";
    assertThat(ConfigText.read(folder, layers + ", " + fields).layers())
        .map(l -> l.headSize() + " " + l.valueSize())
        .allMatch(sizes -> List.of(expected.split(", ")).contains(sizes));
  }

  @Test
  void refusesAListThatIsTooShort() {
    assertThatThrownBy(
            () ->
                ConfigText.read(
                    folder,
                    "'num_hidden_layers': 4, 'num_attention_heads': [8, 8], 'head_dim': 128"))
        .hasMessageContaining("num_attention_heads is a list; expected a number, or a list with")
        .hasMessageContaining("each of the 4 layers");
  }

  @Test
  void refusesNamesThatContradictEachOther() {
    String sizes = "'num_hidden_layers': 4, 'num_attention_heads': 8, 'head_dim': 64, ";
    assertThat(
            ConfigText.read(folder, sizes + "'num_key_value_heads': 4, 'num_kv_heads': 4").layers())
        .hasSize(1);
    assertThatThrownBy(
            () -> ConfigText.read(folder, sizes + "'num_key_value_heads': 4, 'num_kv_heads': 2"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("num_kv_heads is 2; expected 4, as num_key_value_heads says");
  }
}
