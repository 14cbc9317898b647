package dev.pagen.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.compile.CompilerSettings;
import dev.pagen.toolchain.TestToolchain;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.Toolchain.Disassembler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatedTrialTest {
  @TempDir Path temp;

  private Optional<String> problem(Toolchain toolchain) {
    return new EmulatedTrial(CompilerSettings.keepingFailuresIn(temp.resolve("failed")))
        .problem(toolchain);
  }

  /** The toolchain that tests compile with, with other libraries in some places. */
  private static Toolchain with(Path hiprtc, Path comgr) {
    Toolchain whole = TestToolchain.get();
    return new Toolchain(
        whole.origin(),
        whole.root(),
        hiprtc,
        whole.nvrtc(),
        Optional.of(new Disassembler.Comgr(comgr)),
        whole.hipRuntime(),
        whole.loader(),
        whole.libraryPath(),
        whole.identity(),
        whole.version());
  }

  @Test
  void aHiprtcThatWorksPasses() {
    assertThat(problem(TestToolchain.get())).isEmpty();
  }

  @Test
  void whatDoesNotLoadIsAProblemAndNoException() throws Exception {
    Path broken = Files.writeString(temp.resolve("libhiprtc.so.9"), "not a library");
    Toolchain whole = TestToolchain.get();
    Path comgr = whole.disassembler().orElseThrow().path();
    assertThat(problem(with(broken, comgr))).get().asString().contains("compile", "libhiprtc.so.9");
    // A library that is none of those that are wanted.
    assertThat(problem(with(whole.hiprtc(), whole.hiprtc()))).isPresent();
  }
}
