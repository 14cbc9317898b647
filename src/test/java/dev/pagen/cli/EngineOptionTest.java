package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** What {@code --for} makes of the other options. */
class EngineOptionTest {
  private static final Path MODELS = Path.of("examples/models");
  private static final String LLAMA_4 =
      "../../src/test/resources/dev/pagen/model/published/llama-4-scout-17b-16e-instruct";

  @Command
  private static final class Asked {
    @Mixin private SpecOptions options = new SpecOptions();
  }

  private static SpecOptions options(String line) {
    Asked asked = new Asked();
    new CommandLine(asked).parseArgs(line.split(" "));
    return asked.options;
  }

  private static AttentionSpec numbers(String line) {
    return options(line + " --head-size 128 --q-heads 16 --kv-heads 2")
        .resolve(null)
        .getFirst()
        .attention();
  }

  private static List<AttentionSpec> model(String name, String line) {
    List<AttentionSpec> found = new ArrayList<>();
    options(line)
        .resolve(MODELS.resolve(name + ".json"))
        .forEach(layers -> found.add(layers.attention()));
    return found;
  }

  @Test
  void vllmHasKeysAndValuesSideBySideWithinHeads() {
    AttentionSpec spec = numbers("--for vllm");
    assertThat(spec.pageTable()).isEqualTo(PageTableFormat.BLOCK_TABLE);
    assertThat(spec.pageSize()).isEqualTo(16);
    assertThat(spec.layout()).isEqualTo(KvLayout.HND);
    assertThat(spec.kvStrides()).contains(new KvStrides(256, 4096, 256, 4096));
    assertThat(spec.queryLens()).isEqualTo(QueryLens.UNIFORM);
    assertThat(spec.kvScales()).isEqualTo(KvScales.NONE);
  }

  @Test
  void whatIsGivenBesideTheEngineComesFirst() {
    AttentionSpec spec = numbers("--for vllm --page-size 64 --layout nhd --q-len 4 --lse");
    assertThat(spec.pageSize()).isEqualTo(64);
    assertThat(spec.kvStrides()).contains(new KvStrides(512, 256, 512, 256));
    assertThat(spec.queryLens()).isEqualTo(QueryLens.RAGGED);
    assertThat(numbers("--for vllm --kv-strides 256,8192,256,8192").kvStrides())
        .contains(new KvStrides(256, 8192, 256, 8192));
    assertThat(numbers("--for vllm --kv-dtype fp8_e4m3 --kv-scales none").kvScales())
        .isEqualTo(KvScales.NONE);
  }

  @Test
  void eightBitCachesHaveAScalePerTensor() {
    for (String engine : List.of("vllm", "sglang")) {
      AttentionSpec spec = numbers("--for " + engine + " --kv-dtype fp8_e4m3");
      assertThat(spec.kvDtype()).isEqualTo(DataType.FP8_E4M3);
      assertThat(spec.kvScales()).isEqualTo(KvScales.TENSOR);
    }
  }

  @Test
  void sglangListsTokens() {
    AttentionSpec spec = numbers("--for sglang");
    assertThat(spec.pageTable()).isEqualTo(PageTableFormat.CSR);
    assertThat(spec.pageSize()).isEqualTo(1);
    assertThat(spec.layout()).isEqualTo(KvLayout.NHD);
    assertThat(spec.kvStrides()).isEmpty();
  }

  @Test
  void transformersHasABlockTableAndRaggedQueries() {
    AttentionSpec spec = numbers("--for transformers");
    assertThat(spec.pageTable()).isEqualTo(PageTableFormat.BLOCK_TABLE);
    assertThat(spec.pageSize()).isEqualTo(256);
    assertThat(spec.layout()).isEqualTo(KvLayout.NHD);
    assertThat(spec.kvStrides()).isEmpty();
    assertThat(spec.queryLens()).isEqualTo(QueryLens.RAGGED);
  }

  @Test
  void rowsOfMlaAreOneAfterTheOther() {
    for (String engine : List.of("vllm", "sglang")) {
      AttentionSpec spec = model("deepseek-v3", "--tp 8 --for " + engine).getFirst();
      assertThat(spec.latent()).hasValue(512);
      assertThat(spec.layout()).isEqualTo(KvLayout.NHD);
      assertThat(spec.kvStrides()).isEmpty();
      assertThat(spec.pageSize()).isEqualTo(engine.equals("vllm") ? 16 : 1);
    }
  }

  @Test
  void vllmListsRowsOfMlaWithAnIndexer() {
    for (String rows : List.of("", " --kv-rows fp8_ds_mla")) {
      AttentionSpec spec = model("deepseek-v3.2", "--tp 8 --for vllm" + rows).getFirst();
      assertThat(spec.selection()).isEqualTo(new Selection.Tokens());
      assertThat(spec.pageTable()).isEqualTo(PageTableFormat.CSR);
      assertThat(spec.pageSize()).isEqualTo(1);
      assertThat(spec.kvScales()).isEqualTo(KvScales.NONE);
      assertThat(spec.row().format().isPresent()).isEqualTo(!rows.isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deepseek-v3.2 | --for sglang | SGLang look at all tokens: leave out --select",
        "deepseek-v3.2 | --for vllm --page-size 64 | vLLM lists rows, whatever its blocks are",
        "qwen3.8-flash-next | --for vllm | but for MLA over one list of tokens",
        "deepseek-v4-flash | --for vllm --layers compressed | but for MLA over one list of tokens",
        "deepseek-v4-flash | --pools 1 --layers compressed | the model's layers have two",
        "minimax-m3 | --for vllm --layers blocks | but for MLA over one list of tokens"
      })
  void otherChosenKeysAreRefused(String name, String line, String why) {
    assertThatThrownBy(() -> model(name, line))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(why);
  }

  @Test
  void pagesOfASecondPoolAreThoseOfLayersThatHaveOne() {
    List<AttentionSpec> specs = model("deepseek-v4-flash", "--page-size 64 --extra-page-size 16");
    assertThat(specs)
        .extracting(AttentionSpec::extraPageSize)
        .containsExactly(OptionalInt.empty(), OptionalInt.of(16), OptionalInt.of(16));
    assertThat(model("deepseek-v4-pro", "--page-size 64").getFirst().extraPageSize()).hasValue(64);
  }

  @Test
  void vllmMakesARequestOfEachChunk() {
    assertThat(model(LLAMA_4, "--for vllm").stream().distinct()).hasSize(1);
    assertThat(model(LLAMA_4, "--for vllm")).allMatch(s -> s.chunk().isEmpty());
    assertThat(model(LLAMA_4, "--for transformers")).anyMatch(s -> s.chunk().isPresent());
    assertThat(numbers("--for vllm --chunk 512").chunk()).hasValue(512);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vllm --page-table csr | vLLM hands over a block_table, not csr",
        "sglang --page-table block_table | SGLang hands over a csr, not block_table",
        "sglang --page-size 16 | page size 1, not 16",
        "vllm --page-size 24 | blocks of a multiple of 16 tokens, not 24",
        "vllm --layout packed | no cache with layout packed",
        "vllm --q-len 2 --query-lens uniform | query lens ragged, not uniform",
        "vllm --kv-dtype int8 | vLLM has no cache of int8",
        "transformers --kv-dtype fp8_e4m3 | transformers has no cache of fp8_e4m3",
        "llama.cpp | it must be vllm, sglang or transformers",
      })
  void whatAnEngineCannotHandOverIsRefused(String line, String why) {
    assertThatThrownBy(() -> numbers("--for " + line))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(why);
  }
}
