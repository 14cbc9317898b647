package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.toolchain.Toolchain;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerCommandTest {
  private static final Path SCRATCH = Path.of("/scratch/worker-1");
  private static final CompilerSettings SETTINGS =
      CompilerSettings.keepingFailuresIn(Path.of("failures"))
          .withJvmArguments(List.of("-XX:AOTCache=worker.aot"));

  @Test
  void runsTheJvmUnderTheToolchainsLoader() {
    List<String> line =
        WorkerCommand.line(
            toolchain(Optional.of(Path.of("/b/ld.so"))), SETTINGS, SCRATCH.resolve("socket"));

    assertThat(line).startsWith("/b/ld.so", "--library-path", "/b/lib:/b/lib2");
    assertThat(line.get(3)).endsWith("/bin/java");
    assertThat(line)
        .contains("-XX:AOTCache=worker.aot")
        .endsWith(
            CompileWorker.class.getName(),
            "/scratch/worker-1/socket",
            "/b/lib/libhiprtc.so.6",
            "comgr:/b/lib/libamd_comgr.so.3");
  }

  @Test
  void runsTheJvmAloneWithTheLibrariesOnItsPathWhereThereIsNoLoader() {
    Map<String, String> environment = new HashMap<>(Map.of("LD_LIBRARY_PATH", "/mine"));
    WorkerCommand.environment(environment, toolchain(Optional.empty()), SCRATCH);

    assertThat(WorkerCommand.line(toolchain(Optional.empty()), SETTINGS, SCRATCH).getFirst())
        .endsWith("/bin/java");
    assertThat(environment).containsEntry("LD_LIBRARY_PATH", "/b/lib:/b/lib2:/mine");
  }

  @Test
  void keepsFromTheCompilerWhatWouldChangeItsOutput() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "HIPRTC_COMPILE_OPTIONS_APPEND", "-O0",
                "JAVA_TOOL_OPTIONS", "-Xint",
                "AMD_COMGR_CACHE", "1",
                "HOME", "/home/me"));
    WorkerCommand.environment(environment, toolchain(Optional.of(Path.of("/b/ld.so"))), SCRATCH);

    assertThat(environment)
        .containsOnly(
            Map.entry("AMD_COMGR_CACHE", "0"),
            Map.entry("TMPDIR", SCRATCH.toString()),
            Map.entry("HOME", "/home/me"));
  }

  private static Toolchain toolchain(Optional<Path> loader) {
    return new Toolchain(
        Toolchain.Origin.BUNDLE,
        Path.of("/b"),
        Path.of("/b/lib/libhiprtc.so.6"),
        Optional.empty(),
        Optional.of(new Toolchain.Disassembler.Comgr(Path.of("/b/lib/libamd_comgr.so.3"))),
        Optional.empty(),
        loader,
        List.of(Path.of("/b/lib"), Path.of("/b/lib2")),
        "identity",
        "version");
  }
}
