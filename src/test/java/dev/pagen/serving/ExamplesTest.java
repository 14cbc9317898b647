package dev.pagen.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.toolchain.TestToolchain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the programs of {@code examples/java} as {@code pa-gen example} does, on the emulator. */
class ExamplesTest {
  private static final String MODEL = "examples/models/llama-3.1-8b.json";

  @TempDir private Path home;

  private String run(String program, String... arguments) throws Exception {
    return run(0, program, arguments);
  }

  private String run(int exitCode, String program, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.pagen.cli.Main",
                "example",
                program));
    command.addAll(List.of(arguments));
    Path output = home.resolve(program + ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("PAGEN_HOME", home.toString());
    builder.environment().put("PAGEN_TOOLCHAIN", TestToolchain.get().root().toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor()).as(text(output)).isEqualTo(exitCode);
    } finally {
      process.destroyForcibly();
    }
    return text(output);
  }

  private static String text(Path output) throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  @Test
  void aModelWritesTheSameTokensWithAttentionInJavaAndByAKernel() throws Exception {
    assertThat(run("TinyModel", "--device", "emulator:gfx942", "--tokens", "6"))
        .contains("attention in Java", "attention by a kernel on emulated gfx942")
        .contains("The tokens are the same.");
  }

  @Test
  void aModelRefusesWhatItDoesNotKnow() throws Exception {
    assertThat(run(2, "TinyModel", "--tokens", "1", "--attention", "gpu"))
        .startsWith("TinyModel [--attention plain|kernel|both]");
  }

  @Test
  void servingStartsByDefaultAndWithTheBestOnceSomethingWasTunedInTheBackground() throws Exception {
    assertThat(run("Serve", "examples/models/gemma-3-27b.json", "4", "emulator:gfx950", "1"))
        .contains("full layers on emulated gfx950: tuning by default")
        .contains("sliding layers on emulated gfx950: tuning by default")
        .contains("1 steps", "all outputs right");
    assertThat(run("TuneWhileServing", MODEL, "8", "emulator:gfx942", "36000"))
        .containsPattern("step \\d+: from now on Tuning\\[")
        .containsPattern("\\d+ steps, all outputs right")
        .contains("4 candidates tried; next time: tuning predicted by a model of MI300X");
    assertThat(run("Serve", MODEL, "8", "emulator:gfx942", "2"))
        .contains("tuning predicted by a model of MI300X for 4 sequences of 128 tokens")
        .contains("all outputs right");
  }
}
