package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home that others can write is used by no command, unless they are trusted. */
class ForeignHomeTest {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("toolchain", "status"),
          List.of("cache", "ls"),
          List.of("cache", "verify"),
          List.of("generate", "--head-size", "64", "--q-heads", "4", "--kv-heads", "1"),
          List.of("verify", "--head-size", "64", "--q-heads", "4", "--kv-heads", "1"),
          List.of("tune", "--head-size", "64", "--q-heads", "4", "--kv-heads", "1"));

  @TempDir private Path folder;

  @Test
  void everyCommandThatWouldUseItNamesTheCommandThatMendsIt() throws IOException {
    TestMachine machine = TestMachine.bare(folder);
    Path cache = Files.createDirectories(machine.home().resolve("cache"));
    for (Path place : List.of(machine.home(), cache)) {
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
      for (List<String> command : COMMANDS) {
        machine
            .run(command.toArray(String[]::new))
            .failed(ExitCode.UNAVAILABLE, "chmod -R go-w " + place, "PAGEN_TRUST_HOME=1");
      }
      assertThat(machine.run("doctor").exitCode()).isEqualTo(ExitCode.UNAVAILABLE.code());
      machine.with("PAGEN_TRUST_HOME", "1").run("cache", "ls").succeeded();
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
      machine.run("cache", "ls").succeeded();
    }
  }

  @Test
  void whatUsesNothingInItGoesOn() throws IOException {
    TestMachine machine = TestMachine.bare(folder);
    Files.createDirectories(machine.home());
    Files.setPosixFilePermissions(machine.home(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(machine.run("--version").succeeded().out()).contains("pa-gen");
    machine.run("--help").succeeded();
  }
}
