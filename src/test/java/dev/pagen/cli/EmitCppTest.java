package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.ForeignProgram;
import dev.pagen.HipHeaders;
import dev.pagen.toolchain.TestToolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * {@code generate --emit cpp}, and the programs in {@code examples/cpp} that use what it writes.
 */
class EmitCppTest {
  private static final Path EXAMPLES = Path.of("examples/cpp");
  private static final int MOST_LINES = 40;
  private static final String GROK = "generate examples/models/grok-1.json --tp 8 --page-size 1 ";

  @TempDir private static Path folder;
  private static TestMachine machine;

  @BeforeAll
  static void start() {
    machine = TestMachine.withToolchain(folder);
  }

  private static Path generate(String name, String command) {
    Path out = folder.resolve(name);
    machine.run((command + " --emit cpp --out " + out).split(" +")).succeeded();
    return out;
  }

  @Test
  void theHeaderIsAmongTheFilesAndIsNamedForTheModel() {
    Path out = folder.resolve("files");
    JsonNode files =
        machine
            .run((GROK + "--arch gfx942,gfx950 --emit cpp --json --out " + out).split(" +"))
            .succeeded()
            .json()
            .get("files");
    assertThat(files.valueStream().map(JsonNode::stringValue).toList())
        .hasSize(9)
        .contains(out.resolve("grok_1.hpp").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"decode.cpp", "verify.cpp"})
  void theExamplesCompileForBothVendors(String program) throws Exception {
    Path header = generate("examples", GROK + "--arch gfx942");
    compile(header, EXAMPLES.resolve(program), "-isystem", HipHeaders.folder().toString());
    compile(header, EXAMPLES.resolve(program), "-DPA_GEN_CUDA", "-Isrc/test/cpp/stand-in");
  }

  @Test
  void decodingTakesFewLines() throws IOException {
    assertThat(Files.readAllLines(EXAMPLES.resolve("decode.cpp"))).hasSizeLessThan(MOST_LINES);
  }

  @Test
  void everyKindOfLayerHasItsNamespace() throws Exception {
    Path header = generate("kinds", "generate examples/models/gpt-oss-20b.json --arch gfx942");
    String text = Files.readString(header.resolve("gpt_oss_20b.hpp"));
    assertThat(text)
        .contains(
            "//   gpt_oss_20b::sliding, layers 0 2 4 6 8 10 12 14 16 18 20 22, for gfx942",
            "namespace sliding {",
            "namespace full {",
            "const float *sinks = nullptr;");
    Path program = folder.resolve("kinds.cpp");
    Files.writeString(
        program,
        """
        #include "gpt_oss_20b.hpp"
        int main() {
          gpt_oss_20b::sliding::Tensors sliding;
          gpt_oss_20b::full::Tensors full;
          return sliding.sinks == full.sinks ? gpt_oss_20b::full::load() : 1;
        }
        """);
    compile(header, program, "-DPA_GEN_CUDA", "-Isrc/test/cpp/stand-in");
  }

  /** Scales, both outputs, and strides of their own, in one namespace of a given name. */
  @Test
  void whateverAKernelTakesIsInItsTensors() throws Exception {
    Path header =
        generate(
            "numbers",
            "generate --head-size 64 --q-heads 4 --kv-heads 2 --arch gfx942 --kv-dtype fp8_e4m3"
                + " --kv-scales head --kv-strides 128,64,128,64 --alibi --lse --namespace mine");
    Path program = folder.resolve("numbers.cpp");
    Files.writeString(
        program,
        """
        #include "mine.hpp"
        int main() {
          mine::attention::Tensors tensors;
          tensors.k_page_stride = tensors.v_page_stride = 2048;
          return tensors.k_scale == tensors.v_scale && tensors.alibi_slopes == tensors.lse ? 0 : 1;
        }
        """);
    compile(header, program, "-DPA_GEN_CUDA", "-Isrc/test/cpp/stand-in");
  }

  /** The project of the examples, over a fake driver that has no GPU for these kernels. */
  @Test
  void cmakeRunsPaGenAtBuildTime() throws Exception {
    ForeignProgram.require("cmake");
    Path driver = folder.resolve("driver.o");
    ForeignProgram.compileC(
        Path.of("src/test/c/fake_cuda.c"),
        driver,
        "-std=c11",
        "-D_GNU_SOURCE",
        "-Isrc/main/c",
        "-c");
    Path paGen = folder.resolve("pa-gen");
    Files.writeString(
        paGen,
        """
        #!/bin/sh
        cd '%s'
        PAGEN_HOME=%s PAGEN_TOOLCHAIN=%s exec %s/bin/java --enable-native-access=ALL-UNNAMED \\
          -cp '%s' dev.pagen.cli.Main "$@"
        """
            .formatted(
                Path.of("").toAbsolutePath(),
                machine.home(),
                TestToolchain.get().root(),
                System.getProperty("java.home"),
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path"))));
    assertThat(paGen.toFile().setExecutable(true)).isTrue();
    String build = folder.resolve("build").toString();
    run(
        "cmake",
        "-S",
        EXAMPLES.toString(),
        "-B",
        build,
        "-DPA_GEN=" + paGen,
        "-DPA_GEN_CUDA=ON",
        "-DARCH=gfx942;gfx950",
        "-DCMAKE_MODULE_PATH=" + Path.of("src/test/cpp/stand-in").toAbsolutePath(),
        "-DFAKE_DRIVER=" + driver);
    assertThat(run("cmake", "--build", build)).contains("Generating grok_1.hpp for gfx942,gfx950");
    assertThat(Path.of(build, "pa_gen/grok_1/grok_1.hpp")).isRegularFile();
    assertThat(run("cmake", "--build", build)).doesNotContain("Generating");
    assertThat(run("sh", "-c", build + "/decode || true"))
        .startsWith("there is no kernel for this GPU");
  }

  private static String run(String... command) throws Exception {
    return ForeignProgram.run(List.of(command), Path.of("/dev/null"));
  }

  private static void compile(Path header, Path program, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("-I" + header, "-I" + EXAMPLES, "-fsyntax-only", program.toString()));
    ForeignProgram.compileCpp(arguments);
  }
}
