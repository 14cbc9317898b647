package dev.pagen.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What models' indexers choose, from the fields that say it. */
class IndexerTest {
  private static final String SIZES =
      "'num_hidden_layers': 4, 'num_attention_heads': 8, 'num_key_value_heads': 2,"
          + " 'head_dim': 128, 'torch_dtype': 'bfloat16', ";

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "the class knows how many | 'model_type': 'deepseek_v32' | 0-3 selected:2048 576/512",
        "the config says how many | 'model_type': 'deepseek_v32', 'index_topk': 64"
            + " | 0-3 selected:64 576/512",
        "shared lists are lists | 'model_type': 'glm_moe_dsa',"
            + " 'indexer_types': ['full', 'shared', 'full', 'shared'] | 0-3 selected:2048 576/512",
        "pools and what does not fill one | 'model_type': 'glm5_next_text', 'index_kpool': 4,"
            + " 'layer_types': ['linear_attention', 'full_attention', 'indexed_attention',"
            + " 'deepseek_sparse_attention'] | 1-3 selected:2051 512/512",
        "pools alone | 'model_type': 'glm5_next_text', 'index_kpool_always_select_tail': false"
            + " | 3-3 selected:2048 512/512",
        "a budget of tokens | 'model_type': 'qwen4_exp_text', 'indexer_budget': 512,"
            + " 'indexer_compress_ratio': 8 | 3-3 selected:519 128/128",
        "no budget, no indexer | 'model_type': 'qwen4_exp_text' | 3-3 full 128/128",
        "layers without rotary part | 'model_type': 'mistral_large4_text'"
            + " | 0-2 selected:2048 576/512, 3-3 selected:2048 512/512",
        "a list of layers without it | 'model_type': 'mistral_large4_text',"
            + " 'no_rope_layers': [0, 1, 1, 1], 'kv_source_layers': [0, 1, 1, 1]"
            + " | 0-0 selected:2048 512/512, 1-3 selected:2048 576/512",
        "dots3's sliding layers have rows of their own | 'model_type': 'dots3_note_text',"
            + " 'layer_types': ['full_attention', 'full_attention', 'sliding_attention',"
            + " 'indexed_attention'], 'sliding_window_size': 65"
            + " | 0-3 selected:2048 576/512, 2-2 sliding 1088/1024",
        "dots3 without indexers | 'model_type': 'dots3_note_text', 'use_dsa': false,"
            + " 'index_topk': 2048, 'layer_types': ['full_attention', 'full_attention',"
            + " 'full_attention', 'indexed_attention'] | 0-3 full 576/512",
        "MiniMax's blocks | 'model_type': 'minimax_m3', 'sparse_attention_config': {"
            + "'sparse_attention_freq': [0, 1, 1, 1], 'sparse_block_size': 64,"
            + " 'sparse_topk_blocks': 8, 'sparse_num_index_heads': 2,"
            + " 'sparse_disable_index_value': [0, 1, 1, 1]}"
            + " | 0-0 full 128/128, 1-3 blocks:64:8 128/128",
        "MiniMax's blocks as saved today | 'model_type': 'minimax_m3_vl_text',"
            + " 'index_n_heads': 2, 'index_block_size': 64, 'layer_types': ['full_attention',"
            + " 'minimax_m3_sparse', 'minimax_m3_sparse', 'minimax_m3_sparse']"
            + " | 0-0 full 128/128, 1-3 blocks:64:16 128/128",
        "MiniMax without blocks | 'model_type': 'minimax_m3', 'sparse_attention_config': {"
            + "'use_sparse_attention': false, 'sparse_attention_freq': [0, 1, 1, 1],"
            + " 'sparse_block_size': 64} | 0-3 full 128/128",
        "DeepSeek V4 by ratios | 'model_type': 'deepseek_v4', 'num_key_value_heads': 1,"
            + " 'compress_ratios': [0, 4, 128, 4, 0], 'num_nextn_predict_layers': 1"
            + " | 0-0 sliding 128/128, 1-3 compressed:4:512 128/128,"
            + " 2-2 compressed:128:all 128/128",
        "DeepSeek V4 by names | 'model_type': 'deepseek_v4', 'num_key_value_heads': 1,"
            + " 'index_topk': 96, 'layer_types': ['sliding_attention',"
            + " 'compressed_sparse_attention', 'heavily_compressed_attention',"
            + " 'heavily_compressed_attention'], 'compress_rates': {"
            + "'compressed_sparse_attention': 8, 'heavily_compressed_attention': 64}"
            + " | 0-0 sliding 128/128, 1-1 compressed:8:96 128/128,"
            + " 2-3 compressed:64:all 128/128"
      })
  void readsWhatIsChosen(String shown, String fields, String expected) {
    Model model = ConfigText.read(folder, fields(fields));
    String kinds =
        model.layers().stream().map(IndexerTest::described).collect(Collectors.joining(", "));
    assertThat(kinds).isEqualTo(expected);
  }

  /** Later fields replace those of the sizes that have the same name. */
  private static String fields(String more) {
    String sizes = SIZES;
    for (String field : SIZES.split(", ")) {
      if (more.contains(field.split(":")[0] + ":")) {
        sizes = sizes.replace(field + ", ", "");
      }
    }
    return sizes + more;
  }

  private static String described(AttentionLayer layer) {
    return "%d-%d %s %d/%d"
        .formatted(
            layer.layers().getFirst(),
            layer.layers().getLast(),
            PublishedConfigsTest.kind(layer.reach()),
            layer.headSize(),
            layer.valueSize());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'model_type': 'hy_v4' | true",
        "'model_type': 'hy_v4', 'learnable_sink': true, 'learnable_sink_init': 0.5 | true",
        "'model_type': 'hy_v4', 'learnable_sink': false | false",
        "'model_type': 'deepseek_v32' | false",
        "'model_type': 'deepseek_v4', 'num_key_value_heads': 1, 'compress_ratios': [0, 0, 0, 0]"
            + " | true"
      })
  void sinksAreThoseOfTheModelsClass(String fields, boolean sinks) {
    assertThat(ConfigText.read(folder, fields(fields)).layers().getFirst().sinks())
        .isEqualTo(sinks);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'model_type': 'new', 'index_topk': 64 | an indexer selects (index_topk)",
        "'model_type': 'new', 'kv_lora_rank': 512, 'indexer_budget': 64 | (indexer_budget)",
        "'model_type': 'deepseek_v32', 'index_fancy': 4 | has index_fancy, which is not known",
        "'model_type': 'deepseek_v32', 'my_sparse_mode': 'x' | has my_sparse_mode, which is not",
        "'model_type': 'deepseek_v32', 'index_kpool_more': 4 | has index_kpool_more, which is not",
        "'model_type': 'deepseek_v32', 'compress_ratios': [4] | has compress_ratios, which is not",
        "'model_type': 'deepseek_v32', 'index_topk': 0 | index_topk is 0; expected an integer",
        "'model_type': 'deepseek_v32', 'layer_types': ['full_attention', 'full_attention',"
            + " 'minimax_m3_sparse', 'heavily_compressed_attention'] | are not known",
        "'model_type': 'deepseek_v4', 'num_key_value_heads': 1, 'compress_ratios': [0, 4, 8, 4]"
            + " | compress_ratios[2] is 8; expected 0, 4 or 128",
        "'model_type': 'deepseek_v4', 'compress_ratios': [0, 0, 0, 0]"
            + " | has 2 KV heads, and rows that are key and value",
        "'model_type': 'minimax_m3' | has neither sparse_attention_config nor layer_types",
        "'model_type': 'minimax_m3', 'sparse_attention_config': {'sparse_attention_freq':"
            + " [0, 1, 1, 1], 'sparse_block_size': 128, 'sparse_topk_blocks': 16,"
            + " 'sparse_num_index_heads': 4} | chooses 4 lists of blocks for 2 KV heads",
        "'model_type': 'minimax_m3', 'sparse_attention_config': {'sparse_attention_freq':"
            + " [0, 1, 1, 1], 'sparse_block_size': 128, 'sparse_topk_blocks': 16,"
            + " 'sparse_num_index_heads': 2, 'sparse_disable_index_value': [0, 1, 0, 1]}"
            + " | sparse_disable_index_value[2] is 0; expected 1",
        "'model_type': 'minimax_m3', 'sparse_attention_config': {'sparse_attention_freq':"
            + " [0, 1, 1, 1], 'sparse_topk_blocks': 16, 'sparse_num_index_heads': 2}"
            + " | sparse_attention_config.sparse_block_size is missing",
        "'model_type': 'minimax_m3', 'sparse_attention_config': {'sparse_attention_freq':"
            + " [0, 1, 1, 1], 'sparse_block_size': 128, 'sparse_topk_blocks': 16,"
            + " 'sparse_num_index_heads': 2, 'sparse_gate': 2}"
            + " | has sparse_attention_config.sparse_gate, which is not known",
        "'model_type': 'qwen4_exp_text', 'indexer_budget': 512"
            + " | indexer_compress_ratio is missing",
        "'model_type': 'deepseek_v41', 'compress_ratios': [0, 1, 2, 2]"
            + " | attends to compressed and selected tokens"
      })
  void namesWhatIsNotUnderstood(String fields, String message) {
    assertThatThrownBy(() -> ConfigText.read(folder, fields(fields)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(message);
  }
}
