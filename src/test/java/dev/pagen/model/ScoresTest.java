package dev.pagen.model;

import static dev.pagen.model.ConfigText.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'model_type': 'gpt_oss' | true true",
        "'model_type': 'granite_swa' | true true",
        "'model_type': 'granite' | true true",
        "'model_type': 'llama' | false false",
        "'model_type': 'mimo_v2', 'add_swa_attention_sink_bias': true,"
            + " 'add_full_attention_sink_bias': false | false true",
        "'model_type': 'laguna', 'swa_attention_sink_enabled': true | false true"
      })
  void hasSinks(String fields, String fullAndSliding) {
    String layers =
        ", 'sliding_window': 9, 'layer_types': ['full_attention', 'sliding_attention',"
            + " 'full_attention', 'full_attention', 'full_attention', 'full_attention',"
            + " 'full_attention', 'full_attention']";
    assertThat(ConfigText.read(folder, PLAIN + ", " + fields + layers).layers())
        .map(layer -> String.valueOf(layer.sinks()))
        .isEqualTo(List.of(fullAndSliding.split(" ")));
  }

  /** 192^-0.5 (1 + 0.1 ln 40)^2, in DeepSeek's first spelling, in today's, and by kind of layer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'rope_scaling': {'type': 'yarn', 'factor': 40, 'mscale_all_dim': 1.0} | 0.13523377",
        "'rope_parameters': {'rope_type': 'yarn', 'factor': 40, 'mscale_all_dim': 1.0} |"
            + " 0.13523377",
        "'rope_parameters': {'full_attention': {'rope_type': 'yarn', 'factor': 40,"
            + " 'mscale_all_dim': 1.0}} | 0.13523377",
        "'rope_parameters': {'rope_type': 'default', 'rope_theta': 10000} | 0.07216878",
        "'rope_parameters': {'rope_type': 'yarn', 'factor': 40, 'mscale_all_dim': 1.0,"
            + " 'apply_yarn_scaling': false} | 0.07216878",
        "'rope_scaling': {'type': 'yarn', 'factor': 40, 'mscale_all_dim': 0.707} | 0.11472139"
      })
  void scalesLatents(String rope, double scale) {
    String mla = "'kv_lora_rank': 512, 'qk_rope_head_dim': 64, 'qk_nope_head_dim': 128, ";
    assertThat(read("'model_type': 'deepseek_v3', " + mla + rope).scale())
        .isCloseTo(scale, within(1e-8));
  }

  /** {@code Dots3NoteAttention} has 192^-0.5, however far YaRN stretches the context. */
  @Test
  void leavesYarnOutWhereTheClassDoes() {
    String layers = "'layer_types': [" + "'indexed_attention', ".repeat(7) + "'full_attention'], ";
    String rope = "'rope_parameters': {'rope_type': 'yarn', 'factor': 8, 'mscale_all_dim': 0.8}";
    assertThat(read("'model_type': 'dots3_note_text', " + layers + rope).scale())
        .isCloseTo(0.0721687836, within(1e-9));
  }

  private AttentionLayer read(String fields) {
    return ConfigText.read(folder, PLAIN + ", " + fields).layers().getFirst();
  }
}
