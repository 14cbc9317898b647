package dev.pagen.fuzz;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.model.AttentionLayer;
import dev.pagen.model.ModelReader;
import dev.pagen.render.Renderer;
import dev.pagen.serving.ModelAttention;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model configs that somebody got wrong, or made up, through to the source of their kernels. */
class ConfigFuzzTest {
  /** Names that published configs have beside those of the examples. */
  private static final List<String> NAMES =
      List.of(
          "rope_parameters",
          "rope_scaling",
          "num_attention_groups",
          "attention_other_setting",
          "num_attention_heads_per_layer",
          "num_key_value_heads_per_layer",
          "swa_num_attention_heads",
          "num_swa_heads",
          "num_sliding_layers",
          "num_global_layers",
          "num_global_key_value_heads",
          "global_head_dim",
          "sliding_window_layers",
          "sliding_window_pattern",
          "global_attn_every_n_layers",
          "local_attention",
          "layer_types",
          "layers_block_type",
          "hybrid_override_pattern",
          "full_attn_layers",
          "cross_attention_layers",
          "num_nextn_predict_layers",
          "attention_chunk_size",
          "use_sliding_window",
          "max_window_layers",
          "query_pre_attn_scalar",
          "attn_logit_softcapping",
          "alibi",
          "kv_lora_rank",
          "qk_rope_head_dim",
          "index_topk",
          "text_config",
          "sparse_attention_config",
          "mscale_all_dim",
          "type",
          "factor");

  private static final List<String> VALUES =
      List.of(
          "full_attention",
          "sliding_attention",
          "chunked_attention",
          "linear_attention",
          "mamba",
          "LLLG",
          "M*E-",
          "yarn",
          "bfloat16",
          "float16",
          "llama",
          "gemma3_text",
          "gpt_oss",
          "deepseek_v3",
          "mistral",
          "falcon",
          "qwen3",
          "phi3");

  private static final int[] PAGES = {1, 16, 64};

  private final Renderer renderer = new Renderer();
  private final Set<KernelSpec> rendered = new HashSet<>();

  @TempDir private Path folder;

  @Test
  void everyConfigIsRenderedOrRefused() {
    List<byte[]> models = models();
    List<String> names =
        Stream.concat(JsonMutation.names(models).stream(), NAMES.stream()).distinct().toList();
    JsonMutation mutation = new JsonMutation(names, VALUES);
    Path file = folder.resolve("config.json");
    Fuzz.run(
        "configs",
        10_000,
        random -> mutation.of(models.get(random.nextInt(models.size())), random),
        input -> {
          Files.write(file, input);
          // Most damage leaves most layers as they were: of each layer a few kernels are enough.
          int turn = Arrays.hashCode(input) & 7;
          ModelReader.read(file)
              .layers()
              .forEach(layer -> render(layer, (layer + " " + turn).hashCode()));
        });
  }

  private void render(AttentionLayer layer, int draw) {
    Target target = Target.values()[Math.floorMod(draw, Target.values().length)];
    KvLayout layout = KvLayout.values()[Math.floorMod(draw >> 4, KvLayout.values().length)];
    AttentionSpec spec =
        ModelAttention.of(layer.shard(1 << (draw >> 8 & 3)))
            .dtype((draw >> 10 & 1) == 0 ? DataType.BF16 : DataType.FP16)
            .pageSize(PAGES[Math.floorMod(draw >> 11, PAGES.length)])
            .layout(layout)
            .build();
    KernelSpec kernel = new KernelSpec(spec, KernelDesign.of(spec, target).defaultTuning(), target);
    if (rendered.add(kernel)) {
      renderer.render(kernel);
    }
  }

  private static List<byte[]> models() {
    try (Stream<Path> files = Files.list(Path.of("examples", "models"))) {
      return files
          .filter(f -> f.toString().endsWith(".json"))
          .sorted()
          .map(ConfigFuzzTest::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
