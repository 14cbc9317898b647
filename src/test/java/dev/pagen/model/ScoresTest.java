package dev.pagen.model;

import static dev.pagen.model.ConfigText.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every config here has heads of 128 elements, so the plain scale is 0.0883883476... */
class ScoresTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'model_type': 'llama' | 0.08838834764831845",
        "'model_type': 'gemma2', 'head_dim': 128, 'query_pre_attn_scalar': 144 | 0.0833333333333",
        "'model_type': 'gemma2', 'head_dim': 128 | 0.0625",
        "'model_type': 'granite', 'attention_multiplier': 0.0078125 | 0.0078125",
        "'model_type': 'granite' | 1",
        "'model_type': 'grok-1', 'attn_output_multiplier': 0.0884 | 0.0884",
        "'model_type': 'mpt', 'attn_config': {'softmax_scale': 0.5} | 0.5",
        "'model_type': 'mpt', 'attn_config': {'softmax_scale': null} | 0.08838834764831845",
        "'model_type': 'gpt2', 'scale_attn_weights': false | 1",
        "'model_type': 'gpt2', 'scale_attn_weights': true | 0.08838834764831845",
        "'model_type': 'gemma3n_text', 'query_pre_attn_scalar': 256 | 1"
      })
  void scales(String fields, double scale) {
    assertThat(read(fields).scale()).isCloseTo(scale, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'model_type': 'llama' | 0",
        "'model_type': 'gemma2' | 50",
        "'model_type': 'gemma2', 'attn_logit_softcapping': 20.5 | 20.5",
        "'model_type': 'gemma2', 'attn_logit_softcapping': null | 0",
        "'model_type': 'gemma2', 'attn_logit_softcapping': 0.0 | 0",
        "'model_type': 'grok-1' | 30",
        "'architectures': ['Grok1ModelForCausalLM'] | 30",
        "'architectures': ['Grok1ModelForCausalLM'], 'max_attn_value': 25 | 25",
        "'model_type': 'gemma3_text', 'attn_logit_softcapping': null | 0"
      })
  void caps(String fields, double cap) {
    assertThat(read(fields).softCap().orElse(0)).isEqualTo(cap);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'model_type': 'falcon', 'alibi': true | true",
        "'model_type': 'falcon', 'alibi': false | false",
        "'model_type': 'falcon' | false",
        "'model_type': 'bloom' | true",
        "'model_type': 'mpt' | true",
        "'model_type': 'mpt', 'attn_config': {'alibi': false} | false",
        "'model_type': 'jais', 'position_embedding_type': 'alibi' | true",
        "'model_type': 'baichuan' | false",
        "'model_type': 'baichuan', 'hidden_size': 5120, 'num_attention_heads': 40 | true"
      })
  void hasAlibi(String fields, boolean alibi) {
    String sizes = fields.contains("hidden_size") ? "'num_hidden_layers': 8" : PLAIN;
    assertThat(ConfigText.read(folder, sizes + ", " + fields).layers().getFirst().alibi())
        .isEqualTo(alibi);
  }

  @ParameterizedTest
  @CsvSource({"gpt_oss, true", "llama, false"})
  void hasSinks(String modelType, boolean sinks) {
    assertThat(read("'model_type': '" + modelType + "'").sinks()).isEqualTo(sinks);
  }

  private AttentionLayer read(String fields) {
    return ConfigText.read(folder, PLAIN + ", " + fields).layers().getFirst();
  }
}
