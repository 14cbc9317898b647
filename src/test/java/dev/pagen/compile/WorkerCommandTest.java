package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerCommandTest {
  private static final CompilerSettings SETTINGS =
      CompilerSettings.keepingFailuresIn(Path.of("failures"))
          .withJvmArguments(List.of("-XX:AOTCache=worker.aot"));

  @TempDir private Path scratch;

  @Test
  void runsTheJvmUnderTheToolchainsLoader() throws IOException {
    List<String> line = command(toolchain(Optional.of(Path.of("/b/ld.so")), "/b/lib")).line();

    assertThat(line).startsWith("/b/ld.so", "--library-path", "/b/lib:/b/lib2");
    assertThat(line.get(3)).endsWith("/bin/java");
    assertThat(line)
        .contains("-XX:AOTCache=worker.aot")
        .endsWith(
            CompileWorker.class.getName(),
            scratch.resolve("socket").toString(),
            "/b/lib/libhiprtc.so.6",
            "comgr:/b/lib/libamd_comgr.so.3");
    assertThat(scratch.resolve("hiprtc")).doesNotExist();
  }

  @Test
  void runsTheJvmAloneWithTheLibrariesOnItsPathWhereThereIsNoLoader() throws IOException {
    Map<String, String> environment = new HashMap<>(Map.of("LD_LIBRARY_PATH", "/mine"));
    WorkerCommand command = command(toolchain(Optional.empty(), "/b/lib"));
    command.environment(environment);

    assertThat(command.line().getFirst()).endsWith("/bin/java");
    assertThat(environment).containsEntry("LD_LIBRARY_PATH", "/b/lib:/b/lib2:/mine");
  }

  @Test
  void anImageWithoutTheJavaCommandIsToldWhatItLacks() {
    CompilerSettings settings =
        new CompilerSettings(
            1, SETTINGS.timeLimit(), SETTINGS.failures(), scratch.resolve("image"), List.of());
    WorkerCommand command =
        new WorkerCommand(toolchain(Optional.empty(), "/b/lib"), settings, scratch);
    assertThatThrownBy(command::line)
        .isInstanceOf(CompilerStartException.class)
        .hasMessageContaining("there is no " + scratch.resolve("image/bin/java"))
        .hasMessageContaining("--strip-native-commands");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a;b", "a$LIB", "${ORIGIN}"})
  void reachesByLinksWhatTheLoaderWouldMisread(String name) throws IOException {
    Path folder = Files.createDirectory(scratch.resolve(name));
    Toolchain toolchain = toolchain(Optional.empty(), folder.toString());
    Map<String, String> environment = new HashMap<>();
    command(toolchain).environment(environment);

    List<String> searched = List.of(environment.get("LD_LIBRARY_PATH").split(":", -1));
    assertThat(searched).hasSize(2).noneMatch(path -> path.matches(".*[;$].*"));
    assertThat(Path.of(searched.getFirst()).toRealPath()).isEqualTo(folder);
    Path hiprtc = Path.of(command(toolchain).line().reversed().get(1));
    assertThat(hiprtc.toString()).doesNotContainPattern("[:;$]");
    assertThat(hiprtc.resolveSibling("").toRealPath()).isEqualTo(folder);
    assertThat(hiprtc).hasFileName("libhiprtc.so.6");
  }

  @Test
  void keepsFromTheCompilerWhatWouldChangeItsOutput() throws IOException {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "HIPRTC_COMPILE_OPTIONS_APPEND", "-O0",
                "JAVA_TOOL_OPTIONS", "-Xint",
                "AMD_COMGR_CACHE", "1",
                "HOME", "/home/me"));
    command(toolchain(Optional.of(Path.of("/b/ld.so")), "/b/lib")).environment(environment);

    assertThat(environment)
        .containsOnly(
            Map.entry("AMD_COMGR_CACHE", "0"),
            Map.entry("TMPDIR", scratch.toString()),
            Map.entry("HOME", "/home/me"));
  }

  private WorkerCommand command(Toolchain toolchain) {
    return new WorkerCommand(toolchain, SETTINGS, scratch);
  }

  private static Toolchain toolchain(Optional<Path> loader, String libraries) {
    return new Toolchain(
        Toolchain.Origin.BUNDLE,
        Path.of("/b"),
        Path.of(libraries, "libhiprtc.so.6"),
        Optional.empty(),
        Optional.of(new Toolchain.Disassembler.Comgr(Path.of(libraries, "libamd_comgr.so.3"))),
        Optional.empty(),
        loader,
        List.of(Path.of(libraries), Path.of("/b/lib2")),
        "identity",
        "version");
  }
}
