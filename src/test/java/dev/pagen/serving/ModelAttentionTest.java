package dev.pagen.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.Support;
import dev.pagen.model.AttentionLayer;
import dev.pagen.model.Model;
import dev.pagen.model.ModelReader;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Lookback;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelAttentionTest {
  private static final Path EXAMPLES = Path.of("examples", "models");

  @TempDir private Path folder;

  private List<Lookback> lookbacks(String config) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), config.replace('\'', '"'));
    return ModelReader.read(file).layers().stream()
        .map((AttentionLayer layer) -> ModelAttention.of(layer).build().lookback())
        .toList();
  }

  @Test
  void layersSeeAWindowTheirChunkOrAll() throws IOException {
    assertThat(lookbacks("{'model_type': 'llama4_text', 'attention_chunk_size': 4096}"))
        .containsExactlyInAnyOrder(new Lookback.Chunk(4096), new Lookback.Full());
    assertThat(
            lookbacks(
                "{'model_type': 'gpt_oss', 'num_attention_heads': 64, 'head_dim': 64,"
                    + " 'num_key_value_heads': 8, 'hidden_size': 2880, 'num_hidden_layers': 4}"))
        .containsExactlyInAnyOrder(new Lookback.Window(128), new Lookback.Full());
  }

  @ParameterizedTest
  @CsvSource({
    "deepseek-v3.2,tokens,false",
    "glm-5.3-flash,tokens,false",
    "hy4-preview,tokens,true",
    "qwen3.8-flash-next,tokens,false",
    "minimax-m3,blocks=128,false",
    "deepseek-v3,all,false"
  })
  void queriesLookAtWhatAnIndexerChooses(String model, String selection, boolean sinks) {
    AttentionLayer last = ModelReader.read(EXAMPLES.resolve(model + ".json")).layers().getLast();
    AttentionSpec spec = ModelAttention.of(last).build();
    assertThat(spec.selection()).hasToString(selection);
    assertThat(spec.sinks()).isEqualTo(sinks);
  }

  /** DeepSeek V4's window is in one pool, and what stands for more tokens in another. */
  @Test
  void compressedTokensHaveAPoolOfTheirOwn() {
    List<AttentionSpec> specs =
        ModelReader.read(EXAMPLES.resolve("deepseek-v4-flash.json")).layers().stream()
            .map(layer -> ModelAttention.of(layer).build())
            .toList();
    assertThat(specs).extracting(AttentionSpec::hasExtraPool).containsExactly(false, true, true);
    assertThat(specs.get(1)).isEqualTo(specs.get(2));
    assertThat(specs.get(1).lookback()).isEqualTo(new Lookback.Full());
    assertThat(specs.get(1).sinks()).isTrue();
  }

  /** MLA rows longer than any kernel's are named. */
  @Test
  void layersOfTheExamplesHaveKernelsOrAreRefused() throws IOException {
    List<String> refused = new ArrayList<>();
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        Model model = ModelReader.read(file);
        model.layers().stream()
            .filter(layer -> !isSupported(layer))
            .forEach(layer -> refused.add(model.name() + " " + layer.kind()));
      }
    }
    assertThat(refused).containsExactly("dots3-note sliding");
  }

  private static boolean isSupported(AttentionLayer layer) {
    AttentionSpec spec = ModelAttention.of(layer).dtype(DataType.BF16).pageSize(128).build();
    Tuning tuning = KernelDesign.of(spec, Target.GFX942).defaultTuning();
    return Support.refusals(new KernelSpec(spec, tuning, Target.GFX942)).isEmpty();
  }
}
