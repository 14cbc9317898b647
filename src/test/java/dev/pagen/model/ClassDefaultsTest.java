package dev.pagen.model;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Configs that leave everything to their model class. The answers are what the classes' own models
 * in transformers 5.24 hand to attention: each was built with its default config, on no device, and
 * the shapes, the scale, the cap, the mask and the sinks of every call were written down. MLA's
 * rows are those of the absorbed form.
 */
class ClassDefaultsTest {
  @TempDir Path folder;

  @Test
  void readsWhatAConfigLeavesToItsClass() {
    Map<String, List<List<String>>> answers =
        PublishedConfigsTest.rows("class-defaults.csv").stream()
            .collect(groupingBy(List::getFirst));
    assertThat(answers).hasSizeGreaterThan(100);
    answers.forEach(
        (type, kinds) ->
            assertThat(ConfigText.read(folder, "'model_type': '%s'".formatted(type)).layers())
                .as(type)
                .map(ClassDefaultsTest::row)
                .containsExactlyInAnyOrderElementsOf(
                    kinds.stream().map(ClassDefaultsTest::row).toList()));
  }

  /** What follows the type in an answer, as text; scales to six digits. */
  private static String row(List<String> answer) {
    return "%s %s/%s heads %s/%s scale %.6f cap %s window %s sinks %s layers %s"
        .formatted(
            answer.get(1),
            answer.get(2),
            answer.get(3),
            answer.get(4),
            answer.get(5),
            Double.parseDouble(answer.get(6)),
            answer.get(7),
            answer.get(8),
            answer.get(9),
            PublishedConfigsTest.numbers(answer.get(10)));
  }

  private static String row(AttentionLayer layer) {
    String tokens =
        switch (layer.reach()) {
          case Reach.Sliding(int window) -> "" + window;
          case Reach.Chunked(int chunk) -> "" + chunk;
          default -> "";
        };
    return "%s %s/%s heads %s/%s scale %.6f cap %s window %s sinks %s layers %s"
        .formatted(
            layer.kind(),
            layer.headSize(),
            layer.valueSize(),
            layer.queryHeads(),
            layer.kvHeads(),
            layer.scale(),
            layer.softCap().isPresent() ? layer.softCap().getAsDouble() : "",
            tokens,
            layer.sinks(),
            layer.layers());
  }

  /** Columns: what is shown | fields | query heads, KV heads, head size of each kind. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "LLaVA 1.5 leaves its heads to Llama | 'model_type': 'llava', 'text_config': {'model_type':"
            + " 'llama', 'vocab_size': 32064} | 32 32 128",
        "its type too | 'model_type': 'llava', 'text_config': {'vocab_size': 32064} | 32 32 128",
        "Pixtral leaves its query heads | 'model_type': 'llava', 'text_config': {'model_type':"
            + " 'mistral', 'hidden_size': 5120, 'head_dim': 128, 'num_hidden_layers': 40,"
            + " 'num_key_value_heads': 8, 'sliding_window': null} | 32 8 128"
      })
  void readsPartsThatLeaveThingsToTheirClass(String shown, String fields, String expected) {
    assertThat(ConfigText.read(folder, fields).layers())
        .map(l -> l.queryHeads() + " " + l.kvHeads() + " " + l.headSize())
        .containsExactly(expected);
  }

  @Test
  void aPartOfAnUnknownTypeHasNothingFromTheClassAroundIt() {
    assertThatThrownBy(
            () ->
                ConfigText.read(
                    folder, "'model_type': 'gemma3', 'text_config': {'model_type': 'new'}"))
        .hasMessageContaining("num_hidden_layers is missing in text_config");
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimax", "kimi_linear", "mimo_v2_flash", "deepseek_v4"})
  void asksForLayersOfSeveralKindsByARuleOfTheClass(String type) {
    assertThatThrownBy(() -> ConfigText.read(folder, "'model_type': '%s'".formatted(type)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("add layer_types with an entry for each layer");
  }

  /** {@code MiMoV2FlashAttention}: windowed layers have twice the KV heads, and sinks. */
  @Test
  void readsMiMoV2FlashAsItsClassSavesIt() {
    List<AttentionLayer> layers =
        ConfigText.read(
                folder,
                "'model_type': 'mimo_v2_flash', 'num_hidden_layers': 2, 'num_key_value_heads': 2,"
                    + " 'sliding_window': 129, 'layer_types': ['full_attention',"
                    + " 'sliding_attention']")
            .layers();
    assertThat(layers).map(AttentionLayer::kvHeads).containsExactly(2, 4);
    assertThat(layers).map(AttentionLayer::sinks).containsExactly(false, true);
  }
}
