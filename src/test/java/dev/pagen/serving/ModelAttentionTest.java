package dev.pagen.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.model.AttentionLayer;
import dev.pagen.model.ModelReader;
import dev.pagen.spec.Lookback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelAttentionTest {
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
}
