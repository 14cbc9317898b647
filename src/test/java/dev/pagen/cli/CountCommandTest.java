package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagen.cli.TestMachine.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code count} prints, and that other code objects are counted as our own is. */
class CountCommandTest {
  private static final String SEED =
      "examples/models/grok-1.json --tp 8 --page-size 1 --arch gfx942";

  @TempDir private static Path folder;
  private static TestMachine machine;

  @BeforeAll
  static void start() {
    machine = TestMachine.withToolchain(folder);
  }

  private static Run run(String line) {
    return machine.run(line.strip().split(" +"));
  }

  @Test
  void theTableHasALineForEachCount() {
    Path page = folder.resolve("predicted.html");
    Run run =
        run("count " + SEED + " --context 512 --sequences 1 --predict --plot " + page).succeeded();
    assertThat(page)
        .content()
        .contains("<title>Predicted times: decode-bf16-h128-gqa6-p1-nhd-gfx942, by a model")
        .contains("--context 512</span> <span>--sequences 1</span> <span>--seed 1</span>")
        .contains("the kernel that does attention", "VALU instructions");
    assertThat(run.out()).contains("1 of 512 sequences of 512 tokens emulated");
    assertThat(run.out()).containsPattern("(?m)^decode-bf16-h128-gqa6-p1-nhd-gfx942-\\w+$");
    assertThat(run.out()).containsPattern("per 256 tokens +pa-gen");
    assertThat(run.out()).containsPattern("bytes asked / K\\+V bytes +1\\.\\d{4}");
    assertThat(run.out()).containsPattern("barriers per wave +\\d+\\.\\d\\d");
    assertThat(run.out()).containsPattern("VALU instructions +[1-9][\\d,]*\\.\\d");
    assertThat(run.out()).containsPattern("spilled registers +0");
    assertThat(run.out()).containsPattern("predicted for MI300X with 512 sequences of 512 tokens");
    assertThat(run.out()).containsPattern("all kernels +\\d+\\.\\d");
  }

  @Test
  void aDrawingIsOfOnePrediction() {
    run("count " + SEED + " --plot x.svg").failed(ExitCode.USAGE, "give --predict too");
    run("count " + SEED + ",gfx950 --predict --plot x.svg")
        .failed(ExitCode.USAGE, "these are 2 kernels", "a name that ends in .html");
  }

  @Test
  void keysAndValuesAreEachReadOnceAndWhole() {
    JsonNode ours = ours(run("count " + SEED + " --context 1024 --json").succeeded());
    assertThat(ours.get("k_bytes_ratio").doubleValue()).isEqualTo(0.5);
    assertThat(ours.get("v_bytes_ratio").doubleValue()).isEqualTo(0.5);
    assertThat(ours.get("v_shortest_piece_bytes").intValue()).isEqualTo(256);
    assertThat(ours.get("k_shortest_piece_bytes").intValue()).isGreaterThanOrEqualTo(64);
    assertThat(ours.get("passed").booleanValue()).isTrue();
  }

  /** The bytes are those of all buffers together, so none is left out or counted twice. */
  @Test
  void theBytesOfTheBuffersMakeUpAllBytes() {
    JsonNode ours = ours(run("count " + SEED + " --context 512 --json").succeeded());
    double sum = 0;
    for (String buffer :
        new String[] {"k", "v", "query", "page_table", "output", "arguments", "partial_results"}) {
      sum += ours.get(buffer + "_bytes_ratio").doubleValue();
    }
    assertThat(ours.get("bytes_ratio").doubleValue()).isCloseTo(sum, within(1e-12));
  }

  @Test
  void ourOwnCodeObjectCountsTheSameWhenItIsLaunchedAsAForeignOne() {
    Path out = folder.resolve("out");
    run("generate " + SEED + " --out " + out).succeeded();
    Run run =
        run(
            "count %s --context 1024 --json --predict --code-object %s --launch %s"
                .formatted(SEED, codeObject(out), "examples/launches/grok-1-tp8.json"));
    JsonNode both = run.succeeded().json().get("counts").get(0).get("implementations");
    assertThat(both).hasSize(2);
    assertThat(both.get(1).get("name").stringValue()).isEqualTo("grok-1 on one rank of eight");
    assertThat(((ObjectNode) both.get(1)).without("name"))
        .isEqualTo(((ObjectNode) both.get(0)).without("name"));
  }

  @Test
  void anotherCodeObjectIsGivenUpWhereItGoesTooFarAndOurOwnIsNot() {
    Path out = folder.resolve("limited");
    run("generate " + SEED + " --out " + out).succeeded();
    Run run =
        run(
            "count %s --context 512 --max-instructions 1000 --code-object %s --launch %s"
                .formatted(SEED, codeObject(out), "examples/launches/grok-1-tp8.json"));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.MISMATCH.code());
    assertThat(run.out())
        .containsPattern("VALU instructions +[1-9][\\d,]*\\.\\d +failed")
        .containsPattern(
            "rank of eight failed: .*\\(paged_attention_decode\\+0x\\w+.* wave \\d+\\)")
        .contains("has executed more than 1000 instructions", "--max-instructions");
  }

  private static JsonNode ours(Run run) {
    return run.json().get("counts").get(0).get("implementations").get(0);
  }

  private static Path codeObject(Path out) {
    try (Stream<Path> files = Files.list(out)) {
      return files.filter(file -> file.toString().endsWith(".co")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
