package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pagen.docs.DocumentedCommand;
import dev.pagen.docs.MarkdownPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Commands that the documentation prints are run. Those whose note says that they need a GPU or
 * take long, and those that only repeat the options of others, are run as far as a machine lets
 * them that has no compiler and no GPU: their arguments and specs are right then.
 */
class DocumentedCommandsTest {
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");

  /** Options of other programs that the documentation speaks of. */
  private static final Set<String> OF_OTHERS =
      Set.of("--download-only", "--kv-cache-dtype", "--user");

  @TempDir private static Path folder;

  /** But for the examples, which have a test of their own. */
  private static final List<DocumentedCommand> ALL =
      DocumentedCommand.beginningWith("./pa-gen", "pa-gen").stream()
          .filter(command -> !command.arguments().getFirst().equals("example"))
          .toList();

  /** Those with an option that none before them has: others would show nothing new. */
  private static List<DocumentedCommand> run() {
    Set<String> shown = new HashSet<>();
    return ALL.stream()
        .filter(command -> !command.needsMore())
        .filter(command -> shown.addAll(parts(command)) || command.exitCode() != 0)
        .toList();
  }

  private static List<DocumentedCommand> others() {
    List<DocumentedCommand> run = run();
    return ALL.stream().filter(command -> !run.contains(command)).toList();
  }

  /** The names of a command and its options, and whether it has a model. */
  private static List<String> parts(DocumentedCommand command) {
    String name = command.arguments().getFirst();
    List<String> parts =
        command.arguments().stream()
            .filter(argument -> argument.startsWith("-") || argument.endsWith(".json"))
            .map(argument -> name + (argument.startsWith("-") ? argument : " MODEL"))
            .toList();
    return parts.isEmpty() ? List.of(command.line()) : parts;
  }

  /** A command's output goes to the test's folder, where the next one finds it. */
  private static String[] arguments(DocumentedCommand command) throws IOException {
    List<String> arguments = new ArrayList<>();
    for (String argument : command.arguments()) {
      boolean written = !arguments.isEmpty() && arguments.getLast().equals("--out");
      if (!written && !argument.startsWith("build/")) {
        arguments.add(argument);
      } else if (argument.contains("*")) {
        Path pattern = folder.resolve(argument);
        try (DirectoryStream<Path> files =
            Files.newDirectoryStream(pattern.getParent(), String.valueOf(pattern.getFileName()))) {
          files.forEach(file -> arguments.add(file.toString()));
        }
      } else {
        arguments.add(folder.resolve(argument).toString());
      }
    }
    return arguments.toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("run")
  void aCommandEndsAsItShould(DocumentedCommand command) throws IOException {
    TestMachine.Run run = TestMachine.withToolchain(folder).run(arguments(command));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(command.exitCode());
  }

  /** What a GPU, a compiler or an earlier command is missing for is no mistake in the command. */
  @ParameterizedTest
  @MethodSource("others")
  void theOthersAreTakenByTheCommandLine(DocumentedCommand command) throws IOException {
    TestMachine machine =
        TestMachine.bare(folder.resolve("bare")).with("PAGEN_TOOLCHAIN", "/nowhere");
    String[] arguments = arguments(command);
    assertThatCode(() -> Main.commandLine(machine.host()).parseArgs(arguments))
        .doesNotThrowAnyException();
    if (inputsExist(command)) {
      TestMachine.Run run = machine.run(arguments);
      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.UNAVAILABLE.code());
    }
  }

  private static boolean inputsExist(DocumentedCommand command) {
    return command.arguments().stream()
        .filter(argument -> argument.endsWith(".jsonl") || argument.startsWith("build/rows"))
        .allMatch(argument -> Files.exists(Path.of(argument)) || isWritten(command, argument));
  }

  private static boolean isWritten(DocumentedCommand command, String argument) {
    int at = command.arguments().indexOf(argument);
    return at > 0 && command.arguments().get(at - 1).equals("--store");
  }

  private static List<MarkdownPage> pages() {
    return MarkdownPage.all();
  }

  /** Between backticks a command may have gaps; its names must still be right. */
  @ParameterizedTest
  @MethodSource("pages")
  void whatTheProseNamesIsThere(MarkdownPage page) {
    CommandLine root = Main.commandLine(TestMachine.bare(folder.resolve("bare")).host());
    Map<String, CommandLine> all = new TreeMap<>();
    collect(root, "", all);
    List<String> unknown = new ArrayList<>();
    for (String span : page.spans()) {
      if (span.matches("(\\./)?pa-gen [a-z].*")) {
        List<String> words = List.of(span.split(" +")).subList(1, span.split(" +").length);
        CommandLine command = all.get(words.getFirst());
        if (command == null) {
          unknown.add(span);
          continue;
        }
        if (words.size() > 1 && command.getSubcommands().containsKey(words.get(1))) {
          command = command.getSubcommands().get(words.get(1));
        }
        Set<String> options = command.getCommandSpec().optionsMap().keySet();
        options(span).filter(option -> !options.contains(option)).forEach(unknown::add);
      } else if (span.startsWith("--")) {
        options(span)
            .filter(option -> !OF_OTHERS.contains(option))
            .filter(
                option ->
                    all.values().stream()
                        .noneMatch(c -> c.getCommandSpec().optionsMap().containsKey(option)))
            .forEach(unknown::add);
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static Stream<String> options(String span) {
    return OPTION.matcher(span).results().map(MatchResult::group);
  }

  private static void collect(CommandLine command, String name, Map<String, CommandLine> all) {
    all.put(name, command);
    command
        .getSubcommands()
        .forEach((each, line) -> collect(line, (name + " " + each).strip(), all));
  }

  /**
   * The files that other commands begin with are there, and so are the tests that Maven is to run.
   */
  @Test
  void otherProgramsAndTestsExist() {
    List<String> missing = new ArrayList<>();
    for (DocumentedCommand command :
        DocumentedCommand.beginningWith("./mvnw", "python ", "java ", "benchmarks/", "src/")) {
      Stream.concat(Stream.of(command.line().split(" ")[0]), command.arguments().stream())
          .filter(word -> word.matches("(\\./)?(benchmarks|examples|src|mvnw)[/\\w.-]*"))
          .filter(word -> !Files.exists(Path.of(word)))
          .forEach(word -> missing.add(command + ": " + word));
      command.arguments().stream()
          .filter(word -> word.startsWith("-Dtest="))
          .flatMap(word -> Arrays.stream(word.substring(7).replace("'", "").split(",")))
          .filter(name -> !name.contains("*") && !isTest(name))
          .forEach(name -> missing.add(command + ": " + name));
    }
    assertThat(missing).isEmpty();
  }

  private static boolean isTest(String name) {
    try (Stream<Path> tree = Files.walk(Path.of("src/test/java"))) {
      return tree.anyMatch(file -> file.endsWith(name + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
