package dev.pagen.model;

import static dev.pagen.model.ConfigText.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelReaderTest {
  private static final String HEADS =
      "'hidden_size': 512, 'num_hidden_layers': 1, 'num_attention_heads': 8";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'torch_dtype': 'bfloat16' | bf16",
        "'torch_dtype': 'torch.bfloat16' | bf16",
        "'torch_dtype': 'bf16' | bf16",
        "'torch_dtype': 'float16' | fp16",
        "'dtype': 'bfloat16' | bf16",
        "'dtype': 'float32' | fp32",
        "'torch_dtype': null, 'dtype': 'float16' | fp16",
        "'torch_dtype': 'auto' | none",
        "'torch_dtype': null | none",
        "'model_type': 'llama' | none",
        "'model_type': 'gpt_oss' | bf16"
      })
  void readsTheElementType(String fields, String dtype) {
    Model model = ConfigText.read(folder, HEADS + ", " + fields);
    assertThat(model.elementType().map(ElementType::toString).orElse("none")).isEqualTo(dtype);
  }

  @Test
  void theElementTypeMayStandInEitherPartOfANestedConfig() {
    Model inner =
        ConfigText.read(folder, "'text_config': {" + HEADS + ", 'torch_dtype': 'float16'}");
    assertThat(inner.elementType()).hasValue(ElementType.FP16);
    Model outer =
        ConfigText.read(folder, "'text_config': {" + HEADS + "}, 'torch_dtype': 'bfloat16'");
    assertThat(outer.elementType()).hasValue(ElementType.BF16);
  }

  @Test
  void aFolderMeansItsConfigJsonAndNamesTheModel() throws IOException {
    Path model = Files.createDirectory(folder.resolve("My-Model-7B"));
    ConfigText.read(model, PLAIN);
    assertThat(ModelReader.read(model).name()).isEqualTo("My-Model-7B");
    Path file = Files.move(model.resolve("config.json"), folder.resolve("other.v2.json"));
    assertThat(ModelReader.read(file).name()).isEqualTo("other.v2");
  }

  @Test
  void namesTheArchitectureOrElseTheModelType() {
    assertThat(ConfigText.read(folder, PLAIN).architecture()).isEqualTo("unknown");
    assertThat(ConfigText.read(folder, PLAIN + ", 'model_type': 'x'").architecture())
        .isEqualTo("x");
    assertThat(
            ConfigText.read(
                    folder, PLAIN + ", 'model_type': 'x', 'architectures': ['XForCausalLM']")
                .architecture())
        .isEqualTo("XForCausalLM");
  }

  @Test
  void takesTheInfinityThatPythonWrites() {
    assertThat(ConfigText.read(folder, PLAIN + ", 'time_step_limit': [0.0, Infinity]").layers())
        .hasSize(1);
  }

  @Test
  void aKeyThatStandsTwiceHarmsNobodyWhereItIsNotRead() {
    String twice = PLAIN + ", 'quantization_config': {'a': 1, 'a': 2}, 'x': [{'b': 1, 'b': 2}]";
    assertThat(ConfigText.read(folder, twice).layers()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'head_dim': 64, 'head_dim': 128 | head_dim stands more than once",
        "'attn_config': {'alibi': true, 'alibi': false} | attn_config.alibi stands more than once",
        "'attn_config': {'alibi': true}, 'attn_config': {} | attn_config stands more than once",
        "'rope_scaling': [], 'layer_types': [], 'layer_types': [] | layer_types stands more than"
            + " once"
      })
  void aKeyThatIsReadMustStandOnce(String fields, String message) {
    assertThatThrownBy(() -> ConfigText.read(folder, PLAIN + ", " + fields))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theLanguageModelMustStandOnce() {
    String part = "'text_config': {" + HEADS + "}";
    assertThatThrownBy(() -> ConfigText.read(folder, part + ", " + part))
        .hasMessageContaining("text_config stands more than once");
  }

  @Test
  void aTypeThatNoQueryHasIsLeftToTheCaller() {
    Model model = ConfigText.read(folder, HEADS + ", 'torch_dtype': 'float8_e4m3fn'");
    assertThat(model.elementType()).isEmpty();
    assertThat(model.dtype()).hasValue("float8_e4m3fn");
  }
}
