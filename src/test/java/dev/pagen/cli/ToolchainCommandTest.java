package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagen.cli.TestMachine.Run;
import dev.pagen.toolchain.TestToolchain;
import dev.pagen.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code pa-gen toolchain}, on a machine without a network. */
class ToolchainCommandTest {
  @TempDir private Path folder;
  private TestMachine machine;

  @BeforeEach
  void start() {
    machine = TestMachine.bare(folder);
  }

  @Test
  void aBundleThatWasBroughtIsTriedListedChosenAndMissed() throws IOException {
    Toolchain tests = TestToolchain.get();
    assumeTrue(tests.loader().isPresent(), "the toolchain of the tests is a bundle");
    Run install = machine.run("toolchain", "install", "--from", "" + tests.root()).succeeded();
    assertThat(install.err()).contains("Trying HIPRTC on a small kernel");
    assertThat(install.out()).startsWith("HIPRTC ").doesNotContain("In use is");
    machine.run("toolchain", "install", "--from", "" + tests.root(), "--json").succeeded();

    Run status = machine.run("toolchain", "status").succeeded();
    assertThat(status.out()).contains("bundle", "in use", "the only one", "hiprtc-");
    JsonNode bundles = machine.run("toolchain", "status", "--json").json().get("bundles");
    assertThat(bundles).hasSize(1);
    JsonNode bundle = bundles.get(0);
    assertThat(bundle.get("in_use").booleanValue()).isTrue();
    assertThat(bundle.get("suites")).isEmpty();
    assertThat(bundle.get("bytes").longValue()).isGreaterThan(100_000_000);

    String version = bundle.get("version").stringValue();
    String major = version.substring(0, version.indexOf('.'));
    Run use = machine.run("toolchain", "use", major, "--json").succeeded();
    assertThat(use.json().get("chosen").get(0).get("origin").stringValue()).isEqualTo("used");
    assertThat(machine.run("toolchain", "status").out())
        .contains("chosen with \"toolchain use\"", "toolchain use: HIPRTC ");
    assertThat(machine.run("toolchain", "status", "--toolchain", major).out())
        .contains("named for this run");

    Path stamp = Path.of(bundle.get("root").stringValue()).resolveSibling("bundle.txt");
    Files.delete(stamp);
    Run vanished = machine.run("toolchain", "status");
    assertThat(vanished.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(vanished.out()).contains("damaged", "pa-gen toolchain use auto");
    machine
        .run(
            "inspect",
            "--head-size",
            "128",
            "--q-heads",
            "8",
            "--kv-heads",
            "1",
            "--page-size",
            "16")
        .failed(ExitCode.UNAVAILABLE, "that \"pa-gen toolchain use\" chose cannot be used");
    machine.run("toolchain", "use", "auto").succeeded();
    assertThat(machine.run("toolchain", "status").out()).contains("No HIPRTC to use: run");
  }

  @Test
  void theDoctorTriesTheToolchain() {
    Run run = TestMachine.withToolchain(folder).run("doctor");
    assertThat(run.out()).contains("compiles, disassembles and emulates a small kernel");
  }

  @Test
  void whatCannotBeInstalledOrChosenIsSaid() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    machine
        .run("toolchain", "install", "--from", "" + empty)
        .failed(ExitCode.UNAVAILABLE, empty + " is empty");
    machine
        .run("toolchain", "install", "--from", "" + empty, "--suite", "sid")
        .failed(ExitCode.USAGE, "--from takes no --suite");
    machine.run("toolchain", "use").failed(ExitCode.USAGE, "VERSION|PATH|auto");
    machine
        .run("toolchain", "use", "7.9")
        .failed(ExitCode.UNAVAILABLE, "7.9: no bundle of that version is installed");
    machine
        .run("generate", "examples/models/grok-1.json", "--toolchain", "7.9", "--out", "" + empty)
        .failed(ExitCode.UNAVAILABLE, "7.9: no bundle of that version is installed");
  }

  @Test
  void aChoiceThatPagenToolchainOverridesSaysSo() {
    Toolchain tests = TestToolchain.get();
    TestMachine named = machine.with("PAGEN_TOOLCHAIN", "/nowhere");
    assertThat(named.run("toolchain", "use", "" + tests.root()).succeeded().err())
        .contains("PAGEN_TOOLCHAIN is set to /nowhere, and comes first");
  }
}
