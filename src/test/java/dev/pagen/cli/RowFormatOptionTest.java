package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.json.SpecJson;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.RowFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What {@code --kv-rows} makes of the other options. */
class RowFormatOptionTest {
  private static final Path DEEPSEEK = Path.of("examples/models/deepseek-v3.json");

  @Command
  private static final class Asked {
    @Mixin private SpecOptions options = new SpecOptions();
  }

  private static AttentionSpec attention(String line, @Nullable Path model) {
    Asked asked = new Asked();
    new CommandLine(asked).parseArgs(line.split(" "));
    return asked.options.resolve(model).getFirst().attention();
  }

  @Test
  void aFormatSaysWhatRowsAreLike() {
    for (RowFormat rows : RowFormat.all()) {
      AttentionSpec spec = attention("--q-heads 16 --kv-rows " + rows, null);
      assertThat(spec.row()).isEqualTo(rows.row());
      assertThat(spec.kvHeads()).isEqualTo(1);
      assertThat(spec.kvDtype()).isEqualTo(DataType.FP8_E4M3);
      assertThat(SpecJson.attention(document(spec))).isEqualTo(spec);
    }
  }

  private static JsonNode document(AttentionSpec spec) {
    return JsonNodeFactory.instance.objectNode().set("attention", SpecJson.write(spec));
  }

  @Test
  void whatItSaysMayBeSaidAgain() {
    String all = " --head-size 576 --latent 512 --kv-heads 1 --kv-dtype fp8_e4m3";
    assertThat(attention("--q-heads 16 --kv-rows fp8_ds_mla" + all, null))
        .isEqualTo(attention("--q-heads 16 --kv-rows fp8_ds_mla", null));
  }

  @ParameterizedTest
  @CsvSource({"--head-size 512", "--latent 256", "--kv-heads 2", "--kv-dtype int8"})
  void whatIsOtherwiseIsRefused(String other) {
    String line = "--q-heads 16 --kv-rows fp8_ds_mla " + other;
    assertThatThrownBy(() -> attention(line, null))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--kv-rows fp8_ds_mla have " + other.split(" ")[0]);
  }

  @Test
  void aModelsRowsMustBeAsLong() {
    assertThat(attention("--tp 8 --kv-rows fp8_ds_mla", DEEPSEEK).row())
        .isEqualTo(RowFormat.FP8_DS_MLA.row());
    assertThatThrownBy(() -> attention("--tp 8 --kv-rows mxfp8_ds_mla", DEEPSEEK))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("which the model's rows are not");
  }
}
