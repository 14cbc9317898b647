package dev.pagen.model;

import static dev.pagen.model.ConfigText.PLAIN;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'model_type': 'diffusion_gemma', 'text_config': {%s} | denoises whole blocks",
        "'model_type': 'embedding_gemma2', 'text_config': {%s} | is an encoder",
        "'model_type': 'pix2struct', 'text_config': {'model_type': 'pix2struct_text_model', %s}"
            + " | encoder-decoder model",
        "'is_encoder_decoder': true, 'text_config': {'model_type': 'new', %s}"
            + " | encoder-decoder model"
      })
  void refusesByWhatStandsAroundTheLanguageModel(String fieldsAndMessage) {
    String[] both = fieldsAndMessage.split(" \\| ", 2);
    assertThatThrownBy(() -> ConfigText.read(folder, both[0].formatted(PLAIN)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(both[1]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'model_type': 'kimi_k2', 'kv_lora_rank': 512 | qk_rope_head_dim is missing",
        "'model_type': 'mamba2' | model type mamba2 has no attention layers",
        "'model_type': 'electra' | is an encoder",
        "'model_type': 'siglip' | is an encoder",
        "'model_type': 'wav2vec2' | is an encoder",
        "'model_type': 'xlm-roberta', 'is_decoder': false | is an encoder",
        "'model_type': 'new', 'type_vocab_size': 2 | is an encoder",
        "'architectures': ['NewForMaskedLM'] | is an encoder",
        "'model_type': 't5' | encoder-decoder model (cross-attention)",
        "'_class_name': 'FluxTransformer2DModel' | denoises",
        "'model_type': 'dory' | runs its layers several times",
        "'model_type': 'cpmant' | adds relative positions",
        "'per_layer_config': {'05': {'skip': ['attention']}} | per_layer_config.05.skip, which is"
            + " not known",
        "'model_type': 'recurrent_gemma' | mixes recurrent blocks with local attention",
        "'model_type': 't5', 'is_encoder_decoder': true"
            + " | encoder-decoder model (cross-attention) (is_encoder_decoder)",
        "'model_type': 'phi3small', 'blocksparse_block_size': 64 | block-sparse attention",
        "'architectures': ['Grok1ForCausalLM'], 'attn_temperature_len': 1024"
            + " | scales capped scores by the position (attn_temperature_len)",
        "'attn_logit_softcapping_method': 'sigmoid' | only tanh is supported",
        "'model_type': 'diffllama', 'lambda_std_dev': 0.1 | differential attention",
        "'model_type': 'step5' | attends to tokens that an indexer selects",
        "'model_type': 'minimax_m3' | attends to blocks of tokens that it selects",
        "'sparse_attention_config': {'use_sparse_attention': true} | (sparse_attention_config)",
        "'sparse_attention_config': {'sparse_topk_blocks': 16} | (sparse_attention_config)",
        "'dual_chunk_attention_config': {'chunk_size': 1024} | dual chunk attention",
        "'use_bidirectional_attention': 'all' | (use_bidirectional_attention)",
        "'is_causal': false | (is_causal)",
        "'attn_config': {'alibi': true, 'alibi_bias_max': 16} | by another rule",
        "'block_configs': [] | lists 0 kinds of layers for 8 layers"
      })
  void namesTheFeatureThatIsNotSupported(String fields, String message) {
    assertThatThrownBy(() -> ConfigText.read(folder, PLAIN + ", " + fields))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("config.json: ")
        .hasMessageContaining(message);
  }

  @Test
  void namesWhatIsMissingOfALatentInsideANestedConfig() {
    String nested = "'text_config': {'model_type': 'kimi_k2', 'kv_lora_rank': 512, " + PLAIN;
    assertThatThrownBy(() -> ConfigText.read(folder, nested + "}"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("qk_rope_head_dim is missing in text_config");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'num_hidden_layers': 8, 'hidden_size': 4096 | num_attention_heads is missing at the top"
            + " level (nor under its other names n_head, n_heads, num_heads)",
        "'num_hidden_layers': 8, 'num_attention_heads': 32 | hidden_size is missing",
        "'num_attention_heads': 32, 'hidden_size': 4096 | num_hidden_layers is missing",
        "'text_config': {'model_type': 'new', 'num_hidden_layers': 8}"
            + " | num_attention_heads is missing in text_config"
      })
  void namesTheMissingFieldAndWhereItWasLookedFor(String fields, String message) {
    assertThatThrownBy(() -> ConfigText.read(folder, fields))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("add it to the config");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'num_attention_heads': -48 | num_attention_heads is -48; expected an integer from 1 to"
            + " 4096",
        "'num_attention_heads': 0 | num_attention_heads is 0; expected",
        "'num_attention_heads': 32.5 | num_attention_heads is 32.5; expected",
        "'num_attention_heads': '32' | num_attention_heads is \"32\"; expected",
        "'num_attention_heads': [32, 16] | num_attention_heads is a list; expected",
        "'num_attention_heads': 99999999999999999999 | expected an integer from 1 to 4096",
        "'n_head': 1e400 | n_head is Infinity; expected an integer",
        "'num_attention_heads': 32, 'num_key_value_heads': 0 | num_key_value_heads is 0; expected",
        "'num_attention_heads': 32, 'num_kv_heads': -1 | num_kv_heads is -1; expected",
        "'num_attention_heads': 32, 'num_key_value_heads': 5 | 32 query heads that 5 KV heads",
        "'num_attention_heads': 32, 'num_key_value_heads': 64 | 32 query heads that 64 KV heads",
        "'num_attention_heads': 30 | hidden size 4096 over 30 query heads is no head size",
        "'num_attention_heads': 32, 'head_dim': 100000 | integer from 1 to 1024",
        "'num_attention_heads': 32, 'hidden_size_': 1, 'sliding_window': -1 | sliding_window is -1",
        "'num_attention_heads': 32, 'sliding_window': 0 | sliding_window is 0; expected an integer",
        "'num_attention_heads': 32, 'attn_logit_softcapping': -50.0 | attn_logit_softcapping is"
            + " -50",
        "'num_attention_heads': 32, 'attn_logit_softcapping': NaN | attn_logit_softcapping is NaN",
        "'num_attention_heads': 32, 'query_pre_attn_scalar': 0 | query_pre_attn_scalar is 0",
        "'num_attention_heads': 32, 'attention_multiplier': Infinity | attention_multiplier is"
            + " Infinity",
        "'num_attention_heads': 32, 'multi_query': 'yes' | multi_query is \"yes\"; expected true"
            + " or",
        "'num_attention_heads': 32, 'model_type': 7 | model_type is 7; expected a string",
        "'text_config': {'num_hidden_layers': 8, 'num_attention_heads': -1} |"
            + " text_config.num_attention_heads is -1"
      })
  void namesTheFieldThatIsOutOfRangeAndTheRange(String fields, String message) {
    String config = "'hidden_size': 4096, 'num_hidden_layers': 8, " + fields;
    assertThatThrownBy(() -> ConfigText.read(folder, config))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("config.json: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": 1,\\n  \"b\": } | line 2, column 8",
        "{\"a\": 1} trailing | line 1, column",
        "{\"a\": 1 | line 1, column",
        "{'a': 1} | line 1, column 2",
        "// a comment\\n{} | line 1, column"
      })
  void givesLineAndColumnOfWhatIsNotJson(String json, String place) {
    assertThatThrownBy(() -> ConfigText.readRaw(folder, json.replace("\\n", "\n")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("config.json, " + place)
        .hasMessageContaining("not valid JSON")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "[1, 2]", "\"text\"", "42", "null"})
  void refusesADocumentThatIsNoObject(String json) {
    assertThatThrownBy(() -> ConfigText.readRaw(folder, json))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("a model config is a JSON object");
  }

  @Test
  void refusesAPathWithNothingThere() {
    assertThatThrownBy(() -> ModelReader.read(folder.resolve("absent.json")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("absent.json: no such file or folder");
    assertThatThrownBy(() -> ModelReader.read(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("this folder has no config.json");
  }

  @Test
  void refusesAFileFarTooLargeWithoutParsingIt() throws IOException {
    Path weights = folder.resolve("model.safetensors");
    Files.writeString(weights, " ".repeat(9 << 20), StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> ModelReader.read(weights))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("too many for a model config");
  }

  @Test
  void survivesDeepNesting() {
    String deep = "{\"a\":".repeat(5000) + "1" + "}".repeat(5000);
    assertThatThrownBy(() -> ConfigText.readRaw(folder, deep))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("not valid JSON");
  }
}
