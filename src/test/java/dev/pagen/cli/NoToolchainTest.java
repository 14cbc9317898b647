package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagen.cli.TestMachine.Run;
import dev.pagen.toolchain.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Commands on a machine with no HIPRTC, no network, or a HIPRTC that does not work. */
class NoToolchainTest {
  @TempDir private Path folder;
  private TestMachine machine;
  private Path out;

  @BeforeEach
  void start() {
    machine = TestMachine.bare(folder);
    out = folder.resolve("out");
  }

  private Run generate(TestMachine on, String... more) {
    String[] args = new String[more.length + 6];
    System.arraycopy(
        new String[] {
          "generate", "examples/models/grok-1.json", "--tp", "8", "--out", out.toString()
        },
        0,
        args,
        0,
        6);
    System.arraycopy(more, 0, args, 6, more.length);
    return on.run(args);
  }

  @Test
  void generatingSaysThatNoneCanBeHad() {
    generate(machine).failed(ExitCode.UNAVAILABLE, "HIPRTC");
    assertThat(out).doesNotExist();
  }

  @Test
  void aNamedToolchainThatIsNoneIsNamed() {
    generate(machine, "--toolchain", "/nowhere/rocm")
        .failed(ExitCode.UNAVAILABLE, "/nowhere/rocm: no such file or folder");
    assertThat(out).doesNotExist();
  }

  @Test
  void aLibraryThatDoesNotLoadIsNamed() throws IOException {
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(broken.resolve("libhiprtc.so.6"), "not a library");
    Files.writeString(broken.resolve("libamd_comgr.so.3"), "not a library either");
    generate(machine, "--toolchain", broken.toString())
        .failed(ExitCode.UNAVAILABLE, "libhiprtc.so.6");
    assertThat(out).doesNotExist();
  }

  @Test
  void generatingWithoutANetworkSaysWhereItWouldComeFrom() throws IOException {
    takeKeyring();
    Run run =
        generate(machine)
            .failed(ExitCode.UNAVAILABLE, "http://127.0.0.1:9/debian", "Check the network");
    assertThat(run.err()).startsWith("pa-gen: Reading the package index");
    assertThat(out).doesNotExist();
    assertThat(machine.run("toolchain", "status").out()).contains("not installed");
  }

  /** Lets the machine have the keys that Debian's packages are checked with, as Debian has. */
  private void takeKeyring() throws IOException {
    String keyring = "usr/share/keyrings/debian-archive-keyring.gpg";
    assumeTrue(Files.exists(Path.of("/", keyring)), "only Debian and its kin have the keys");
    Path copy = machine.host().filesystemRoot().resolve(keyring);
    Files.createDirectories(copy.getParent());
    Files.copy(Path.of("/", keyring), copy);
  }

  @Test
  void aHomeThatCannotBeWrittenIsNamed() throws IOException {
    takeKeyring();
    generate(machine.with("PAGEN_HOME", "/proc/pa-gen"))
        .failed(ExitCode.UNAVAILABLE, "/proc/pa-gen", "PAGEN_HOME");
    assertThat(out).doesNotExist();
  }

  @Test
  void theStatusSaysWhereWasLooked() {
    Run run = machine.run("toolchain", "status");
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(run.out())
        .contains("ROCM_PATH", "/opt/rocm", "the system", "private bundle", "not installed")
        .contains("run \"pa-gen toolchain install\"")
        .contains("CUDA_HOME", "/usr/local/cuda*", "Python's packages", "nvidia-cuda-nvrtc");
    assertThat(run.err()).isEmpty();

    JsonNode json = machine.run("toolchain", "status", "--json").json();
    assertThat(json.findValues("chosen")).isEmpty();
    assertThat(json.findValuesAsString("outcome")).hasSize(9).containsOnly("absent");
  }

  @Test
  void installingSaysWhyItCannot() {
    machine
        .run("toolchain", "install")
        .failed(ExitCode.UNAVAILABLE, "debian-archive-keyring", "ROCM_PATH");
    TestMachine other =
        new TestMachine(
            folder, new Host(machine.host().environment(), folder, "Mac OS X", "aarch64"));
    other
        .run("toolchain", "install", "--json")
        .failed(ExitCode.UNAVAILABLE, "x86-64 Linux only", "Mac OS X on aarch64");
  }

  @Test
  void theDoctorSaysWhatIsMissing() {
    Run run = machine.run("doctor");
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(run.out()).contains("Java ", "0 kernels", "No HIPRTC to use");
    JsonNode json = machine.run("doctor", "--json").json();
    assertThat(json.get("exit_code").intValue()).isEqualTo(ExitCode.UNAVAILABLE.code());
  }
}
