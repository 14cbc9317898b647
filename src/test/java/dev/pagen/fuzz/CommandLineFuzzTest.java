package dev.pagen.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cli.ExitCode;
import dev.pagen.cli.Main;
import dev.pagen.toolchain.Host;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** Command lines of words that belong to pa-gen, in any order, and spaces that they name. */
class CommandLineFuzzTest {
  private static final int EACH = 1_000;
  private static final String GROK = "examples/models/grok-1.json";

  /** Values that fit some option, and values that fit none. */
  private static final List<String> WORDS =
      List.of(
          GROK,
          "examples/models",
          "examples/spaces/seed-gfx950.yaml",
          "examples/launches/grok-1-tp8.json",
          "/dev/zero",
          "/dev/null",
          "no/such/file",
          "@README.md",
          "0",
          "1",
          "8",
          "128",
          "-1",
          "2147483647",
          "2147483648",
          "9223372036854775808",
          "1e39",
          "NaN",
          "gfx942",
          "gfx950,gfx90a",
          "sm_90",
          "bf16",
          "fp8_e4m3",
          "nhd",
          "packed",
          "emulator",
          "hip:0",
          "hip:4294967295",
          "buffering=2",
          "k-path=lds,direct",
          "partition=0",
          "buffering",
          "1,2,3",
          "1x16,2x2147483648",
          "10s",
          "999999h",
          "1/4",
          "1/0",
          "all",
          "auto",
          "",
          " ",
          "=",
          "--",
          "\u001b[31m",
          "\u202e");

  /** To make a command line takes longer than to run most of them. */
  private static final int RUNS_OF_A_COMMAND_LINE = 10;

  @TempDir private Path folder;
  private Host host;
  private CommandLine commandLine;
  private int runs;

  @BeforeEach
  void start() throws IOException {
    Path root = Files.createDirectories(folder.resolve("root"));
    Map<String, String> environment =
        Map.of(
            "PAGEN_HOME",
            folder.resolve("home").toString(),
            "PAGEN_DEBIAN_MIRROR",
            "http://127.0.0.1:9/debian");
    host = new Host(environment, root, "Linux", "amd64");
  }

  @Test
  void everyCommandLineIsRunOrRefused() {
    Map<String, CommandLine> commands = Main.commandLine(host).getSubcommands();
    Fuzz.run(
        "command lines",
        EACH,
        random -> String.join("\n", draw(commands, random)).getBytes(StandardCharsets.UTF_8),
        input -> {
          if (runs++ % RUNS_OF_A_COMMAND_LINE == 0) {
            commandLine = Main.commandLine(host);
          }
          execute(new String(input, StandardCharsets.UTF_8).split("\n", -1));
        });
  }

  @Test
  void spacesAreReadOrRefused() throws IOException {
    byte[] space = Files.readAllBytes(Path.of("examples", "spaces", "seed-gfx950.yaml"));
    Path file = folder.resolve("space.yaml");
    List<String> hostile =
        List.of(
            "[[[[[[", "&a [*a, *a]", "!!set {a}", "<<: *b", "? ", "- ", "{", "\"\\x", "only:\n");
    commandLine = Main.commandLine(host);
    Fuzz.run(
        "spaces",
        EACH,
        random -> {
          String text =
              new String(ByteMutation.of(space, space.length, random), StandardCharsets.ISO_8859_1);
          int at = random.nextInt(text.length() + 1);
          String more = hostile.get(random.nextInt(hostile.size()));
          return (random.nextBoolean() ? text : text.substring(0, at) + more + text.substring(at))
              .getBytes(StandardCharsets.ISO_8859_1);
        },
        input -> {
          Files.write(file, input);
          execute(
              "tune",
              GROK,
              "--tp",
              "8",
              "--arch",
              "gfx950",
              "--device",
              "hip:0",
              "--space",
              file.toString());
        });
  }

  /** A command, and some of its own and of others' options with values. */
  private static List<String> draw(Map<String, CommandLine> commands, Random random) {
    // What man writes lies where the line says, which may be anywhere.
    List<String> names = commands.keySet().stream().filter(n -> !n.equals("man")).toList();
    List<String> line = new ArrayList<>();
    String name = names.get(random.nextInt(names.size()));
    line.add(name);
    CommandLine command = commands.get(name);
    if (!command.getSubcommands().isEmpty() && random.nextInt(3) > 0) {
      List<String> inner = List.copyOf(command.getSubcommands().keySet());
      String chosen = inner.get(random.nextInt(inner.size()));
      line.add(chosen);
      command = command.getSubcommands().get(chosen);
    }
    List<String> options =
        command.getCommandSpec().options().stream()
            .flatMap(option -> Stream.of(option.names()))
            .toList();
    // The space of a sweep takes a second to lay out.
    if (!name.equals("tune") && random.nextBoolean()) {
      line.add(GROK);
    }
    for (int more = random.nextInt(6); more > 0; more--) {
      if (random.nextInt(5) > 0) {
        line.add(options.get(random.nextInt(options.size())));
      }
      if (random.nextInt(5) > 0) {
        line.add(WORDS.get(random.nextInt(WORDS.size())));
      }
    }
    return line;
  }

  private void execute(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        commandLine
            .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    String said = out + "\n" + err;
    assertThat(code).as(said).isNotEqualTo(ExitCode.INTERNAL.code()).isBetween(0, 5);
    assertThat(said).doesNotContain("internal failure:", "\u001b", "\u202e");
    if (!List.of(words).contains("--debug")) {
      assertThat(said).doesNotContain("\tat ");
    }
    if (code == ExitCode.USAGE.code()) {
      throw new Refused(err.toString());
    }
  }
}
