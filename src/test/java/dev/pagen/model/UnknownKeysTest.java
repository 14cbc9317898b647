package dev.pagen.model;

import static dev.pagen.model.ConfigText.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownKeysTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'num_cross_attention_heads': 4 | num_cross_attention_heads",
        "'my_key_value_size': 64 | my_key_value_size",
        "'inner_attention_groups': 2 | inner_attention_groups",
        "'fancy_attn_mode': 'new' | fancy_attn_mode",
        "'sliding_step': 512 | sliding_step",
        "'WINDOW_OVERLAP': 16 | WINDOW_OVERLAP",
        "'kv_chunk_tokens': 4096 | kv_chunk_tokens",
        "'num_sink_tokens': 4 | num_sink_tokens",
        "'sparse_blocks': true | sparse_blocks",
        "'index_my_topk': 64 | index_my_topk",
        "'my_indexer': {} | my_indexer",
        "'kv_compress_rate': 0.5 | kv_compress_rate",
        "'latent_heads': 3 | latent_heads",
        "'kv2_lora_rank': 64 | kv2_lora_rank",
        "'local_blocks': [] | local_blocks",
        "'global_tokens': 16 | global_tokens",
        "'rope_head_dims': [32] | rope_head_dims",
        "'key_softcap': 9.5 | key_softcap",
        "'alibi_slope_base': 2 | alibi_slope_base",
        "'extra_kv_heads': 2 | extra_kv_heads",
        "'swa_mode': 'x' | swa_mode",
        "'new_section': {'deeper': [{'window': 3}]} | new_section.deeper.window",
        "'attention_other_setting': {'num_attention_heads': 64, 'sliding_mode': 3}"
            + " | attention_other_setting.num_attention_heads"
      })
  void refusesByNameWhatSaysAttentionAndIsNotUnderstood(String field, String key) {
    assertThatThrownBy(() -> ConfigText.read(folder, PLAIN + ", " + field))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("has " + key + ", which is not known and may bear on its attention")
        .hasMessageContaining("--ignore " + key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'num_cross_attention_heads': null", "'fancy_attn_mode': false", "'sliding_step': 0",
        "'window_overlap': 1", "'window_overlap': 1.0", "'my_section': {'window': 0}"
      })
  void takesWhatIsSwitchedOff(String field) {
    assertThat(ConfigText.read(folder, PLAIN + ", " + field).layers()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'attn_pdrop': 0.1",
        "'_attn_implementation': 'sdpa'",
        "'attn_output_gate': true",
        "'final_logit_softcapping': 30.0",
        "'num_local_experts': 128",
        "'decoder_sparse_step': 2",
        "'mla_scale_q_lora': true",
        "'rope_local_base_freq': 10000.0",
        "'quantization_config': {'sparse': {'window': 3}, 'ignore': ['self_attn']}",
        "'vision_config': {'window_size': 14, 'num_attention_heads': 16}",
        "'rope_parameters': {'sliding_attention': {'rope_theta': 10000.0}}",
        "'global_step': 12000",
        "'use_sliding_window': true, 'max_window_layers': 8"
      })
  void takesWhatIsKnownNotToBearOnAttention(String field) {
    assertThat(ConfigText.read(folder, PLAIN + ", " + field).layers()).hasSize(1);
  }

  /** The rule as docs/models.md has it. */
  @Test
  void everyNameThatTheDocumentationListsIsRefused() throws IOException {
    String text = Files.readString(Path.of("docs/models.md"));
    String rule = text.substring(text.indexOf("Names that say attention: "));
    List<String> names =
        Pattern.compile("`([a-z_*]+)`")
            .matcher(rule.substring(0, rule.indexOf("\n\n")))
            .results()
            .map(match -> match.group(1).replace("*", "zz"))
            .toList();
    assertThat(names).hasSizeGreaterThan(20);
    for (String name : names) {
      assertThatThrownBy(() -> ConfigText.read(folder, PLAIN + ", '" + name + "': 2"))
          .hasMessageContaining("has " + name + ", which is not known");
    }
  }

  /** Cuts of a Mamba layer's scan; without such layers the same name would be of attention. */
  @Test
  void theChunkOfAMambaLayerIsHarmlessOnlyBesideMambaLayers() {
    String chunk = PLAIN + ", 'chunk_size': 256";
    assertThat(
            ConfigText.read(
                    folder, chunk + ", 'mamba_d_state': 16, 'hybrid_override_pattern': 'MEM*MEM*'")
                .layers())
        .hasSize(1);
    assertThatThrownBy(() -> ConfigText.read(folder, chunk)).hasMessageContaining("chunk_size");
  }

  @Test
  void whatStandsAroundTheLanguageModelMustSayTheSame() {
    String inner = "'text_config': {'num_key_value_heads': 4, " + plain() + "}";
    assertThat(ConfigText.read(folder, inner + ", 'num_key_value_heads': 4").layers()).hasSize(1);
    assertThatThrownBy(() -> ConfigText.read(folder, inner + ", 'num_key_value_heads': 8"))
        .hasMessageContaining("has num_key_value_heads, which is not known");
    assertThatThrownBy(() -> ConfigText.read(folder, inner + ", 'sliding_window': 512"))
        .hasMessageContaining("has sliding_window, which is not known");
  }

  @Test
  void anIgnoredKeyIsReadAsIfItWereNotThereAndIsNamedByTheModel() throws IOException {
    Path file = folder.resolve("config.json");
    String text = "{'text_config': {" + plain() + ", 'fancy_attn_mode': 'new'}}";
    Files.writeString(file, text.replace('\'', '"'));
    for (String key : Set.of("text_config.fancy_attn_mode", "fancy_attn_mode")) {
      Model model = ModelReader.read(file, Set.of(key));
      assertThat(model.layers()).hasSize(1);
      assertThat(model.ignored()).containsExactly(key);
    }
    assertThatThrownBy(() -> ModelReader.read(file, Set.of("fancy_mode")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("has no key fancy_mode to ignore");
  }

  private static String plain() {
    return "'hidden_size': 4096, 'num_hidden_layers': 8, 'num_attention_heads': 32";
  }
}
