package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cache.CacheRequest;
import dev.pagen.cache.Compiled;
import dev.pagen.cli.TestMachine.Run;
import dev.pagen.toolchain.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CacheCommandTest {
  @TempDir private Path folder;
  private TestMachine machine;

  @BeforeEach
  void start() {
    machine = TestMachine.bare(folder);
  }

  @Test
  void anEmptyCacheIsNoError() {
    assertThat(machine.run("cache", "ls").succeeded().out())
        .isEqualToIgnoringNewLines("0 kernels, 0 B, in " + machine.home().resolve("cache"));
    assertThat(machine.run("cache", "verify").succeeded().out())
        .contains("0 kernels checked, 0 damaged");
    assertThat(machine.run("cache", "gc").succeeded().out()).contains("removed 0 kernels");
    assertThat(machine.run("cache", "clear").succeeded().out()).contains("removed 0 kernels");
  }

  @Test
  void listsWhatIsThere() {
    store("first", 5);
    store("second", 1 << 20);
    Run run = machine.run("cache", "ls").succeeded();
    assertThat(run.out().lines()).first().asString().contains("kernel", "size", "last used");
    assertThat(run.out()).contains("first", "second", "1 MB", "42 ms", "2 kernels");

    Run json = machine.run("cache", "ls", "--json").succeeded();
    assertThat(json.json().get("kernels")).hasSize(2);
    assertThat(json.json().get("kernels").findValuesAsString("name"))
        .containsExactlyInAnyOrder("first", "second");
    assertThat(json.err()).contains("2 kernels");
  }

  @Test
  void keepsWithinTheSizeAsked() throws IOException {
    store("first", 2 << 20);
    store("second", 2 << 20);
    assertThat(machine.run("cache", "gc", "--max-size", "3").succeeded().out())
        .as("what was just used stays")
        .contains("removed 0 kernels");
    age();
    JsonNode kept = machine.run("cache", "gc", "--max-size", "3", "--json").succeeded().json();
    assertThat(kept.get("removed").intValue()).isEqualTo(1);
    assertThat(kept.get("left").intValue()).isEqualTo(1);
    assertThat(machine.run("cache", "gc", "--max-size", "0").succeeded().out())
        .contains("removed 1 kernel,", "; 0 left");
  }

  @Test
  void aDamagedKernelIsExitCode5UntilItIsRemoved() throws IOException {
    store("first", 100);
    store("second", 100);
    damageOneCodeObject();
    Run found = machine.run("cache", "verify");
    assertThat(found.exitCode()).isEqualTo(ExitCode.MISMATCH.code());
    assertThat(found.out()).contains("2 kernels checked, 1 damaged, 0 removed");
    assertThat(machine.run("cache", "verify", "--json").json().get("damaged")).hasSize(1);

    assertThat(machine.run("cache", "verify", "--remove").succeeded().out())
        .contains("1 damaged, 1 removed");
    assertThat(machine.run("cache", "verify").succeeded().out()).contains("1 kernel checked");
  }

  @Test
  void clearsAll() {
    store("first", 100);
    assertThat(machine.run("cache", "clear", "--json").succeeded().json().get("removed").intValue())
        .isEqualTo(1);
    assertThat(machine.cache().list()).isEmpty();
  }

  @Test
  void printsThePathAlone() {
    String path = machine.home().resolve("cache").toString();
    assertThat(machine.run("cache", "path").succeeded().out()).isEqualToIgnoringNewLines(path);
    assertThat(machine.run("cache", "path", "--json").succeeded().json().get("path").stringValue())
        .isEqualTo(path);
  }

  @Test
  void aMachineWithoutAHomeIsToldSo() {
    TestMachine homeless = new TestMachine(folder, new Host(Map.of(), folder, "Linux", "amd64"));
    homeless.run("cache", "ls").failed(ExitCode.UNAVAILABLE, "HOME is not set", "PAGEN_HOME");
  }

  private void store(String name, int bytes) {
    CacheRequest request =
        new CacheRequest(name, "source of " + name, List.of("-O3"), "gfx942", "compiler");
    machine
        .cache()
        .get(request, () -> new Compiled(new byte[bytes], "s_endpgm", Duration.ofMillis(42)));
  }

  /** Makes everything look as if it was last used an hour ago. */
  private void age() throws IOException {
    FileTime then = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    try (Stream<Path> files = Files.walk(machine.cache().path())) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
  }

  private void damageOneCodeObject() throws IOException {
    try (Stream<Path> files = Files.walk(machine.cache().path())) {
      Path codeObject =
          files.filter(file -> file.toString().endsWith(".co")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(codeObject);
      bytes[bytes.length / 2] ^= 1;
      Files.write(codeObject, bytes);
    }
  }
}
