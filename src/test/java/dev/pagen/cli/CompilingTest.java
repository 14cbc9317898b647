package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cli.TestMachine.Run;
import dev.pagen.compile.CompileRequest;
import dev.pagen.compile.Compiler;
import dev.pagen.compile.CompilerSettings;
import dev.pagen.toolchain.TestToolchain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that compile, with a real HIPRTC and a cache of their own. */
@Tag("compiler")
class CompilingTest {
  @TempDir private static Path folder;
  private static TestMachine machine;

  @BeforeAll
  static void start() {
    machine = TestMachine.withToolchain(folder);
  }

  private static Run generate(String more) {
    return machine.run(
        ("generate examples/models/grok-1.json --tp 8 --page-size 1 " + more).split(" +"));
  }

  @Test
  void generatesFourFilesPerTargetAndATable() {
    Path out = folder.resolve("first");
    Run run = generate("--arch gfx942,gfx950 --out " + out).succeeded();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().findFirst().orElseThrow().split("  +"))
        .containsExactly(
            "kernel",
            "target",
            "registers",
            "AGPRs",
            "LDS",
            "spills",
            "occupancy",
            "bytes in flight/CU",
            "compile",
            "cached");
    assertThat(run.out().lines().filter(line -> line.startsWith("paged_attention_decode")))
        .hasSize(2)
        .allMatch(line -> line.matches(".* gfx9[45][02] .* waves/SIMD .* KB .* ms +(yes|no)"));
    for (String target : List.of("gfx942", "gfx950")) {
      List<Path> files = filesFor(out, target);
      assertThat(files)
          .extracting(file -> file.getFileName().toString().replaceFirst(".*\\.", ""))
          .containsExactlyInAnyOrder("hip", "co", "s", "json");
      assertThat(files)
          .allMatch(
              file ->
                  file.getFileName()
                      .toString()
                      .matches("decode-bf16-h128-gqa6-p1-nhd-" + target + "-[0-9a-f]{12}\\.\\w+"));
    }
    assertThat(run.out()).contains(out + "/decode-bf16-h128-gqa6-p1-nhd-gfx942-");
  }

  @Test
  void aSecondRunIsCachedAndWritesTheSameBytes() throws IOException {
    Path first = folder.resolve("a");
    Path second = folder.resolve("b");
    generate("--arch gfx90a --out " + first).succeeded();
    Run run = generate("--arch gfx90a --out " + second).succeeded();
    assertThat(run.out()).containsPattern("paged_attention_decode .* ms +yes");
    assertThat(filesFor(second, "gfx90a")).hasSize(4);
    for (Path file : filesFor(first, "gfx90a")) {
      assertThat(second.resolve(file.getFileName())).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void theFloorIsWrittenBesideTheKernelIfThatIsAskedFor() throws IOException {
    Path out = folder.resolve("floor");
    Run run = generate("--floor --arch gfx942 --json --out " + out).succeeded();
    assertThat(run.json().get("files"))
        .map(file -> Path.of(file.stringValue()).getFileName().toString())
        .hasSize(8)
        .filteredOn(file -> file.matches("floor-bf16-h128-gqa6-p1-nhd-gfx942-[0-9a-f]{12}\\..*"))
        .hasSize(4);
    JsonNode manifest = run.json().at("/kernels/1");
    assertThat(manifest.at("/kernels/0/role").stringValue()).isEqualTo("floor");
    assertThat(manifest.get("workspace")).isEmpty();
    assertThat(manifest.at("/kernels/0/arguments")).hasSize(8);
  }

  @Test
  void theCacheWriteIsWrittenBesideTheKernelIfThatIsAskedFor() throws IOException {
    Path out = folder.resolve("cache-write");
    Run run = generate("--cache-write --arch gfx942 --json --out " + out).succeeded();
    assertThat(run.json().get("files"))
        .map(file -> Path.of(file.stringValue()).getFileName().toString())
        .filteredOn(
            file -> file.matches("cache-write-bf16-h128-gqa6-p1-nhd-gfx942-[0-9a-f]{12}\\..*"))
        .hasSize(4);
    JsonNode manifest = run.json().at("/kernels/1");
    JsonNode kernel = manifest.at("/kernels/0");
    assertThat(kernel.get("role").stringValue()).isEqualTo("cache_write");
    assertThat(kernel.get("grid").toString()).isEqualTo("[\"tokens\",1,1]");
    assertThat(kernel.get("arguments"))
        .extracting(argument -> argument.get("name").stringValue())
        .containsExactly(
            "key",
            "value",
            "key_cache",
            "value_cache",
            "kv_indptr",
            "kv_page_indices",
            "kv_last_page_len",
            "key_stride",
            "value_stride",
            "kv_page_stride",
            "sequences");
    assertThat(manifest.get("workspace")).isEmpty();
    assertThat(manifest.has("planner")).isFalse();
  }

  @Test
  void jsonIsOneDocumentAndTheTableGoesToStandardError() throws IOException {
    Path out = folder.resolve("json");
    Run run = generate("--json --arch gfx950 --out " + out).succeeded();
    JsonNode kernel = run.json().get("kernels").get(0);
    assertThat(kernel.get("target").stringValue()).isEqualTo("gfx950");
    assertThat(kernel.get("cached").isBoolean()).isTrue();
    assertThat(kernel.get("compile_ms").intValue()).isPositive();
    assertThat(run.json().get("files")).hasSize(4);
    for (JsonNode file : run.json().get("files")) {
      assertThat(Path.of(file.stringValue())).isRegularFile();
    }
    assertThat(run.err()).contains("bytes in flight/CU", "paged_attention_decode");
  }

  @Test
  void everyKindOfLayerIsGeneratedWithHeadsOfItsOwn() throws IOException {
    Path out = folder.resolve("gemma");
    Run run =
        machine
            .run(
                "generate",
                "src/test/resources/dev/pagen/model/published/gemma-4-31b-it-nvfp4.json",
                "--tp=4",
                "--arch=gfx942",
                "--out=" + out)
            .succeeded();
    assertThat(run.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "layers count numbers query heads KV heads head size window sinks",
            "sliding 50 0-4 6-10 ... 54-58 8 4 256 1024 no",
            "full 10 5 11 ... 59 8 1 512 - no")
        .anyMatch(
            line -> line.startsWith("paged_attention_decode sliding 0-4 6-10 ... 54-58 gfx942 "))
        .anyMatch(line -> line.startsWith("paged_attention_decode full 5 11 ... 59 gfx942 "));
    Set<Path> manifests = new TreeSet<>();
    try (Stream<Path> files = Files.list(out)) {
      files.filter(file -> file.toString().endsWith(".json")).forEach(manifests::add);
    }
    assertThat(manifests)
        .map(file -> new JsonMapper().readTree(file.toFile()))
        .map(json -> json.get("kind").stringValue() + " " + json.get("layers").size())
        .containsExactlyInAnyOrder("sliding 50", "full 10");
  }

  @Test
  void aKeyThatIsIgnoredIsRecorded() throws IOException {
    Path file = folder.resolve("new.json");
    Files.writeString(
        file,
        "{\"hidden_size\": 512, \"num_attention_heads\": 8, \"num_hidden_layers\": 3,"
            + " \"dtype\": \"float8_e5m2\", \"fancy_attn_mode\": \"new\"}");
    String[] args = {"generate", file.toString(), "--arch=gfx942", "--dtype=fp16", "--json"};
    machine.run(args).failed(ExitCode.USAGE, "fancy_attn_mode, which is not known");
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--ignore=fancy_attn_mode", "--out=" + folder));
    JsonNode manifest = machine.run(all.toArray(String[]::new)).succeeded().json().at("/kernels/0");
    assertThat(manifest.at("/model/ignored_keys"))
        .map(JsonNode::stringValue)
        .containsExactly("fancy_attn_mode");
    assertThat(manifest.get("layers")).map(JsonNode::intValue).containsExactly(0, 1, 2);
  }

  @Test
  void sinksAndOneKindOfSeveralWithOneNameAreAskedForByHand() throws IOException {
    Path file = folder.resolve("mixed.json");
    Files.writeString(
        file,
        "{\"head_dim\": 64, \"num_attention_heads\": 8, \"num_hidden_layers\": 3,"
            + " \"dtype\": \"bfloat16\", \"num_key_value_heads\": [8, 4, 8]}");
    Run run =
        machine
            .run(
                "generate",
                file.toString(),
                "--arch=gfx942",
                "--layers=1",
                "--sinks",
                "--json",
                "--out=" + folder)
            .succeeded();
    assertThat(run.json().get("kernels")).hasSize(1);
    assertThat(run.json().at("/kernels/0/layers")).map(JsonNode::intValue).containsExactly(1);
    assertThat(run.json().at("/kernels/0/attention/sinks").booleanValue()).isTrue();
    machine
        .run("generate", file.toString(), "--layers=3")
        .failed(ExitCode.USAGE, "mixed has layers of kind full (0 2), full (1)");
  }

  @Test
  void inspectsAFileAndTheSpecThatItCameFromAlike() {
    Path out = folder.resolve("inspect");
    generate("--arch gfx942 --out " + out).succeeded();
    String file =
        filesFor(out, "gfx942").stream()
            .map(Path::toString)
            .filter(name -> name.endsWith(".co"))
            .findFirst()
            .orElseThrow();
    Run ofFile = machine.run("inspect", file).succeeded();
    assertThat(ofFile.out())
        .contains("paged_attention_decode, 256 threads", "registers ", "spills ", "LDS ")
        .contains("occupancy ", "waves/SIMD", "in flight ", "per CU")
        .contains("by Little's law, at an assumed latency of 1 us", "v_mfma_f32_16x16x16_bf16");
    JsonNode fromFile = machine.run("inspect", "--json", file).succeeded().json();
    Run ofSpec =
        machine
            .run(
                "inspect",
                "examples/models/grok-1.json",
                "--tp=8",
                "--page-size=1",
                "--arch=gfx942",
                "--json")
            .succeeded();
    assertThat(ofSpec.json().at("/code_objects/0/kernels"))
        .isEqualTo(fromFile.at("/code_objects/0/kernels"));
    assertThat(ofSpec.err()).contains("assumed latency");
  }

  @Test
  void inspectsCodeObjectsOfOtherCompilers() throws IOException {
    Path sample = folder.resolve("renamed.bin");
    try (var in = CompilingTest.class.getResourceAsStream("/dev/pagen/codeobject/mfma-gfx90a.co")) {
      Files.copy(in, sample);
    }
    assertThat(machine.run("inspect", sample.toString()).succeeded().out())
        .contains("renamed.bin", "gfx90a", "v_mfma_");
  }

  @Test
  void aDamagedCodeObjectIsNamed() throws IOException {
    Path whole = folder.resolve("whole.co");
    try (var in = CompilingTest.class.getResourceAsStream("/dev/pagen/codeobject/mfma-gfx950.co")) {
      Files.copy(in, whole);
    }
    byte[] bytes = Files.readAllBytes(whole);
    for (int length : new int[] {0, 3, 17, 64, bytes.length / 2, bytes.length - 1}) {
      Path cut = folder.resolve("cut-%d.co".formatted(length));
      Files.write(cut, Arrays.copyOf(bytes, length));
      machine.run("inspect", cut.toString()).failed(ExitCode.USAGE, cut + ": ");
    }
    Path text = Files.writeString(folder.resolve("text.co"), "this is text");
    machine.run("inspect", text.toString(), whole.toString()).failed(ExitCode.USAGE, "text.co: ");
  }

  @Test
  void aHomeThatCannotBeWrittenIsAWarningWhereTheToolchainIsElsewhere() {
    Path out = folder.resolve("unstored");
    Run run =
        machine
            .with("PAGEN_HOME", "/proc/pa-gen")
            .run(
                "generate",
                "--head-size=64",
                "--q-heads=1",
                "--kv-heads=1",
                "--arch=gfx942",
                "--json",
                "--out=" + out)
            .succeeded();
    assertThat(run.err()).contains("pa-gen: cannot store kernels in /proc/pa-gen/cache");
    assertThat(run.json().get("files")).hasSize(4);
  }

  @Test
  void theDoctorCompilesForEveryTargetAndFindsNoGpuForTheReasonThatVerifyGives() {
    Run run = machine.run("doctor").succeeded();
    assertThat(run.out())
        .contains("Java ", "HIPRTC API ", "comgr API ", "GPU ")
        .containsPattern("gfx90a +compiles in \\d+ ms")
        .containsPattern("gfx942 +compiles in \\d+ ms")
        .containsPattern("gfx950 +compiles in \\d+ ms");
    JsonNode json = machine.run("doctor", "--json").succeeded().json();
    assertThat(json.at("/targets/gfx950/compiles").booleanValue()).isTrue();
    if (json.at("/amd").has("device_problem")) {
      String problem = json.at("/amd/device_problem").stringValue();
      String[] verify = {
        "verify",
        "--head-size=128",
        "--q-heads=8",
        "--kv-heads=1",
        "--arch=gfx942",
        "--device=hip:0"
      };
      assertThat(run.out()).contains("GPU        none, which is fine for generating (" + problem);
      machine.run(verify).failed(ExitCode.UNAVAILABLE, "no such HIP device: AMD: " + problem);
    }
  }

  @Test
  void theStatusNamesTheToolchainInUse() {
    Run run = machine.run("toolchain", "status").succeeded();
    assertThat(run.out()).contains("the named path", "chosen", "HIPRTC ", "identity ");
    JsonNode json = machine.run("toolchain", "status", "--json").succeeded().json();
    assertThat(Path.of(json.at("/amd/chosen/hiprtc").stringValue())).isRegularFile();
  }

  @Test
  void aCompileErrorIsExitCode3WithItsLogAndTheKeptSource() {
    Run run =
        compiling(
            new CompileRequest("wrong", "int f() {\n  return nonsense;\n}\n", "gfx942", List.of()));
    run.failed(ExitCode.COMPILE, "wrong.hip:2:10: error:", "wrong does not compile for gfx942");
    assertThat(run.err().lines().toList().getLast())
        .isEqualTo("The source is kept in " + folder.resolve("failed/wrong.hip"));
    assertThat(folder.resolve("failed/wrong.hip")).content().contains("return nonsense;");
  }

  /** HIPRTC 6.4 aborts on it, 7.2 compiles for it. */
  @Test
  void aTargetThatAbortsTheCompilerIsExitCode3() {
    Run run = compiling(new CompileRequest("crash", "int f();", "gfx1250", List.of()));
    if (TestToolchain.get().version().contains("HIPRTC 6")) {
      String kept = folder.resolve("failed/crash.hip").toString();
      run.failed(ExitCode.COMPILE, "HIPRTC 7.2 compiles for it", kept);
    } else {
      run.succeeded();
    }
  }

  /** Runs a command that compiles what no command would ask for. */
  private static Run compiling(CompileRequest request) {
    return machine.run(
        commandLine -> commandLine.addSubcommand("compile", new Compile(request)), "compile");
  }

  @Command
  private record Compile(CompileRequest request) implements Callable<Integer> {
    @Override
    public Integer call() {
      CompilerSettings settings = CompilerSettings.keepingFailuresIn(folder.resolve("failed"));
      try (Compiler compiler = Compiler.open(TestToolchain.get(), settings)) {
        compiler.compile(request);
        return ExitCode.DONE.code();
      }
    }
  }

  private static List<Path> filesFor(Path out, String target) {
    try (Stream<Path> files = Files.list(out)) {
      return files.filter(file -> file.toString().contains("-" + target + "-")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
