package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What shells complete, asked of the shells. Bash is on every machine that builds pa-gen. */
class CompletionTest {
  @TempDir private static Path folder;

  private static CommandLine root() {
    return Main.commandLine(TestMachine.bare(folder).host());
  }

  private static Path script(String shell) throws IOException {
    String text = TestMachine.bare(folder).run("completion", shell).succeeded().out();
    return Files.writeString(folder.resolve("completion." + shell), text);
  }

  /** The completions of lines, a line of answers each, in the order of the shell. */
  private static List<String> bash(String shell, List<String> lines)
      throws IOException, InterruptedException {
    StringBuilder program = new StringBuilder("source %s\n".formatted(script("bash")));
    program.append(shell.equals("zsh") ? "setopt ksharrays\n" : "");
    for (String line : lines) {
      List<String> words = List.of(line.split(" ", -1));
      program.append(
          "COMP_WORDS=(%s); COMP_CWORD=%d; _pa_gen_completion; echo \"${COMPREPLY[*]}\"\n"
              .formatted(
                  String.join(" ", words.stream().map(w -> "'" + w + "'").toList()),
                  words.size() - 1));
    }
    return ask(List.of(shell, "-f", "-c", program.toString()));
  }

  private static List<String> ask(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text.lines().toList();
  }

  private static boolean has(String shell) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, shell)));
  }

  private static Map<String, String> lines() {
    return Map.of(
        "pa-gen gen", "generate",
        "pa-gen --debug tune re", "report",
        "pa-gen generate --hea", "--head-size",
        "pa-gen generate examples/models/grok-1.json --layout ", "nhd hnd packed",
        "pa-gen generate --layout = h", "hnd",
        "pa-gen generate --layout =", "nhd hnd packed",
        "pa-gen tune report --ht", "--html",
        "pa-gen tune merge --ht", "",
        "pa-gen help ver", "verify",
        "pa-gen completion ", "bash zsh fish");
  }

  @ParameterizedTest
  @CsvSource({"bash", "zsh"})
  void completesCommandsOptionsAndValues(String shell) throws IOException, InterruptedException {
    assumeTrue(has(shell), "no " + shell);
    List<String> asked = List.copyOf(lines().keySet());
    List<String> answers = bash(shell, asked);
    assertThat(answers).hasSameSizeAs(asked);
    for (int i = 0; i < asked.size(); i++) {
      List<String> words = List.of(answers.get(i).split(" "));
      List<String> expected = List.of(lines().get(asked.get(i)).split(" "));
      if (shell.equals("zsh")) {
        // It narrows them down afterwards.
        assertThat(words)
            .as(asked.get(i))
            .containsAll(expected.equals(List.of("")) ? words : expected);
      } else {
        assertThat(words).as(asked.get(i)).isEqualTo(expected);
      }
    }
  }

  @Test
  void bashCompletesEveryOptionOfEveryCommand() throws IOException, InterruptedException {
    List<String> asked = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    collect(root(), "pa-gen ", asked, expected);
    List<String> answers = bash("bash", asked);
    assertThat(answers).hasSameSizeAs(asked);
    for (int i = 0; i < asked.size(); i++) {
      assertThat(answers.get(i).split(" ")).as(asked.get(i)).contains(expected.get(i));
    }
    assertThat(asked).hasSizeGreaterThan(300);
  }

  private static void collect(
      CommandLine command, String line, List<String> asked, List<String> expected) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      String name = option.longestName();
      asked.add(line + name.substring(0, name.length() - 1));
      expected.add(name);
    }
    command
        .getSubcommands()
        .forEach((name, sub) -> collect(sub, line + name + " ", asked, expected));
  }

  @Test
  void fishCompletesTooAndSaysWhatForWhereItIs() throws IOException, InterruptedException {
    String text = Files.readString(script("fish"));
    assertThat(text.lines().skip(1)).allMatch(line -> line.startsWith("complete -c pa-gen -n '"));
    assumeTrue(has("fish"), "no fish");
    String asking =
        "source "
            + script("fish")
            + "; for l in 'pa-gen gen' 'pa-gen tune report --ht' 'pa-gen verify --layout h'"
            + " 'pa-gen help tun'; complete -C $l; end";
    assertThat(ask(List.of("fish", "-N", "-c", asking)))
        .containsExactly(
            "generate\tWrite a model's decode kernel: source, code object, disassembly, manifest.",
            "--html\tWrite a page",
            "hnd\tKV cache layout",
            "tune",
            "tuning");
  }

  /** The description of an option has every word that is completed. */
  @Test
  void theWordsOfAnOptionAreThoseOfItsDescription() throws IOException {
    String script = Files.readString(script("bash"));
    List<String> words = new ArrayList<>();
    for (String name : List.of("generate", "verify", "bench", "tune")) {
      for (OptionSpec option : root().getSubcommands().get(name).getCommandSpec().options()) {
        script
            .lines()
            .filter(line -> line.strip().startsWith(option.longestName() + ") values="))
            .flatMap(line -> Stream.of(line.replaceAll(".*values=\"|\" ;;", "").split(" ")))
            .forEach(
                word -> {
                  words.add(word);
                  assertThat(String.join(" ", option.description()) + option.paramLabel())
                      .as("%s: %s", option.longestName(), word)
                      .contains(word.replaceFirst(":\\d", ":N"));
                });
      }
    }
    assertThat(words).hasSizeGreaterThan(40);
  }

  @Test
  void anotherShellIsRefused() {
    TestMachine.bare(folder)
        .run("completion", "csh")
        .failed(ExitCode.USAGE, "No completion for 'csh': there is one for bash, zsh and fish");
  }
}
