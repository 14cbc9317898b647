package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pagen.cli.TestMachine.Run;
import dev.pagen.terminal.Screen;
import dev.pagen.terminal.Terminal;
import java.nio.file.Files;
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
    String pages = help;
    for (String topic : List.of("spec", "tuning")) {
      if (help.contains("More options: ") && help.contains("pa-gen help " + topic)) {
        pages += help("help " + topic);
      }
    }
    String lists = pages.replaceAll("(?s)\nExamples?:\n.*?\n\n", "\n");
    for (OptionSpec option : command.getCommandSpec().options()) {
      assertThat(lists.lines())
          .filteredOn(
              line -> line.matches(" +(-\\w, )?" + option.longestName() + "(=.*|\\[.*|  .*|)"))
          .as(option.longestName())
          .hasSize(1);
    }
  }

  /** The commands of the examples of a page, as a shell reads them. */
  private static List<String> examples(String help) {
    return help.replace("\\\n", "").lines().filter(line -> line.startsWith("  pa-gen ")).toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theExamplesSurviveBeingPasted(String name) {
    CommandLine shown = Main.commandLine(TestMachine.bare(folder).host());
    for (String word : name.isEmpty() ? List.<String>of() : List.of(name.split(" "))) {
      shown = shown.getSubcommands().get(word);
    }
    List<String> meant =
        Stream.of(shown.getCommandSpec().usageMessage().footer()).map(String::strip).toList();
    for (String example : examples(help(name))) {
      assertThat(meant).contains(example.strip().replaceAll(" +", " "));
      assertThat(example).doesNotContainPattern("[#$<`\"'()]|\\.\\.\\.");
      String[] args = example.strip().substring("pa-gen ".length()).split(" > ")[0].split(" +");
      assertThat(String.join(" ", args)).startsWith(name);
      CommandLine commandLine = Main.commandLine(TestMachine.bare(folder).host());
      assertThatCode(() -> commandLine.parseArgs(args)).doesNotThrowAnyException();
      assertThat(args)
          .noneMatch(arg -> arg.matches("[A-Z]+"))
          .filteredOn(arg -> arg.matches("(examples|src)/.*"))
          .allMatch(file -> Files.exists(Path.of(file)));
    }
  }

  @Test
  void commandsThatTakeAKernelHaveExamples() {
    for (String name :
        List.of("generate", "inspect", "verify", "bench", "tune", "count", "emulate")) {
      assertThat(examples(help(name))).as(name).hasSizeBetween(1, 5);
    }
  }

  @Test
  void helpOfACommandIsItsPage() {
    assertThat(help("help tune report")).isEqualTo(help("tune report"));
    assertThat(help("help help")).isEqualTo(help("help"));
    assertThat(TestMachine.bare(folder).run("help").succeeded().out()).isEqualTo(help(""));
  }

  @Test
  void aPageIsAsWideAsTheTerminalUpToWhatCanBeRead() {
    for (int columns : new int[] {80, 100, 200}) {
      Screen screen = new Screen(true, columns, false);
      String page =
          TestMachine.bare(folder).run(new Terminal(screen, screen), "verify", "--help").out();
      int longest = page.lines().mapToInt(String::length).max().orElse(0);
      assertThat(longest).isBetween(Math.min(columns, 120) - 15, Math.min(columns, 120));
    }
  }

  @Test
  void optionsOfOneSubjectStandUnderOneHeading() {
    assertThat(help("generate").lines())
        .filteredOn(line -> line.endsWith(":") && !line.startsWith(" "))
        .containsExactly(
            "Examples:",
            "Options:",
            "How to compute it (what is left out gets its default):",
            "Compiling:",
            "Of every command:");
    assertThat(help("generate").strip()).endsWith("pa-gen help tuning (how)");
  }

  @Test
  void theFirstPageTellsTheExitCodes() {
    String help = help("");
    for (ExitCode code : ExitCode.values()) {
      assertThat(help).containsPattern("(?m)(^|[: ])" + code.code() + " \\w+");
    }
  }

  private static String help(String name) {
    String[] args = (name.startsWith("help ") ? name : name + " --help").strip().split(" ");
    Run run = TestMachine.bare(folder).run(args).succeeded();
    assertThat(run.err()).isEmpty();
    return run.out();
  }
}
