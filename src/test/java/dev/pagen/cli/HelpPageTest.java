package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cli.TestMachine.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class HelpPageTest {
  private static final int TERMINAL_WIDTH = 80;

  @TempDir private static Path folder;

  static Stream<String> commands() {
    return names(Main.commandLine(TestMachine.bare(folder).host()), "");
  }

  private static Stream<String> names(CommandLine command, String name) {
    return Stream.concat(
        Stream.of(name),
        command.getSubcommands().entrySet().stream()
            .flatMap(entry -> names(entry.getValue(), (name + " " + entry.getKey()).strip())));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsEveryOptionOnce(String name) {
    String help = help(name);
    CommandLine command = Main.commandLine(TestMachine.bare(folder).host());
    for (String word : name.isEmpty() ? List.<String>of() : List.of(name.split(" "))) {
      command = command.getSubcommands().get(word);
    }
    assertThat(help).contains("Usage: pa-gen");
    assertThat(help.lines()).allMatch(line -> line.length() <= TERMINAL_WIDTH);
    for (OptionSpec option : command.getCommandSpec().options()) {
      assertThat(help.lines())
          .filteredOn(line -> line.matches(" +(-\\w, )?" + option.longestName() + "[^\\w-].*"))
          .as(option.longestName())
          .hasSize(1);
    }
  }

  @Test
  void theExamplesParse() {
    for (String name : List.of("generate", "inspect")) {
      List<String> examples =
          help(name).lines().filter(line -> line.startsWith("  pa-gen ")).toList();
      assertThat(examples).hasSize(2);
      for (String example : examples) {
        String[] args = example.strip().substring("pa-gen ".length()).split(" +");
        CommandLine commandLine = Main.commandLine(TestMachine.bare(folder).host());
        assertThat(commandLine.parseArgs(args).subcommand().commandSpec().name()).isEqualTo(name);
      }
    }
  }

  @Test
  void optionsOfOneSubjectStandUnderOneHeading() {
    assertThat(help("generate").lines())
        .filteredOn(line -> line.endsWith(":") && !line.startsWith(" "))
        .containsExactly(
            "What to compute:",
            "How to compute it (what is left out gets its default):",
            "Compiling:",
            "Options:",
            "Examples:");
  }

  @Test
  void theFirstPageTellsTheExitCodes() {
    String help = help("");
    for (ExitCode code : ExitCode.values()) {
      assertThat(help).containsPattern("(?m)(^|[: ])" + code.code() + " \\w+");
    }
  }

  private static String help(String name) {
    String[] args = (name + " --help").strip().split(" ");
    Run run = TestMachine.bare(folder).run(args).succeeded();
    assertThat(run.err()).isEmpty();
    return run.out();
  }
}
