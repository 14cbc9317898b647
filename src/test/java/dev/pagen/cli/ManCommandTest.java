package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.OptionSpec;

class ManCommandTest {
  private static final int COLUMNS = 80;
  private static final Path MAN = Path.of("/usr/bin/man");

  @TempDir private static Path folder;

  @BeforeAll
  static void write() {
    TestMachine.bare(folder).run("man", pages().toString()).succeeded();
  }

  private static Path pages() {
    return folder.resolve("man1");
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(pages())) {
      return files.sorted().toList();
    }
  }

  @Test
  void everyCommandHasAPageWithEveryOption() throws IOException {
    assertThat(files()).map(file -> file.getFileName().toString()).contains("pa-gen.1");
    var root = Main.commandLine(TestMachine.bare(folder).host());
    for (String name : List.of("generate", "tune-report", "cache-gc")) {
      var command = root;
      for (String word : name.split("-")) {
        command = command.getSubcommands().get(word);
      }
      String page = Files.readString(pages().resolve("pa-gen-" + name + ".1"));
      for (OptionSpec option : command.getCommandSpec().options()) {
        assertThat(page.lines())
            .filteredOn(
                line -> line.contains("\\fB" + option.longestName().replace("-", "\\-") + "\\fR"))
            .as("%s %s", name, option.longestName())
            .hasSize(1);
      }
    }
  }

  /**
   * A line that begins with a dot is a request; roff would take others' dots and quotes for one.
   */
  @Test
  void textIsNoRequest() throws IOException {
    for (Path file : files()) {
      assertThat(Files.readAllLines(file))
          .filteredOn(line -> line.startsWith(".") || line.startsWith("'"))
          .allMatch(line -> line.matches("\\.(TH|SH|SS|TP|PP|nf|fi|ad)( .*)?"));
    }
  }

  @Test
  void manShowsThePagesWithoutAWordOfWarning() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(MAN), "no man");
    List<String> command = new ArrayList<>(List.of(MAN.toString(), "--warnings", "-l"));
    files().forEach(file -> command.add(file.toString()));
    ProcessBuilder man = new ProcessBuilder(command);
    man.environment().put("MANWIDTH", String.valueOf(COLUMNS));
    man.environment().put("LC_ALL", "C.UTF-8");
    Path warnings = folder.resolve("warnings");
    Process process = man.redirectError(warnings.toFile()).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(warnings).isEmptyFile();
    assertThat(text.lines()).allMatch(line -> line.length() <= COLUMNS);
    assertThat(text)
        .contains("pa-gen generate --head-size N --q-heads N --kv-heads N [OPTIONS]")
        .contains("\n       --page-size=N\n              Tokens of a page (default 16).\n");
  }
}
