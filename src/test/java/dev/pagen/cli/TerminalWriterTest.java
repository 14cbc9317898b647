package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cli.TestMachine.Run;
import dev.pagen.report.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.json.JsonMapper;

/** What files and arguments say reaches a terminal as text, and never as a command to it. */
class TerminalWriterTest {
  private static final String ESCAPE = "\u001b";

  @TempDir private Path folder;

  @Test
  void everyCharacterThatATerminalObeysIsShownInstead() {
    StringWriter shown = new StringWriter();
    PrintWriter writer = TerminalWriter.over(new PrintWriter(shown));
    for (char c = 0; c < 0x2100; c++) {
      writer.print(c);
      writer.print("x" + c);
      writer.write(new char[] {'x', c, 'x'}, 1, 1);
      writer.printf("%s", c);
    }
    writer.flush();
    assertThat(shown.toString())
        .doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u202a-\u202e\u2066-\u2069]")
        .contains("\\u001b", "\\u0007", "\\u000d", "\\u007f", "\\u009b", "\\u202e", "\\u2066")
        .contains("\n", "\t", "a", "\u00e4", "\u20ac");
  }

  /** Jackson escapes none but the first 32: what stands for the others must mean them in JSON. */
  @Test
  void jsonMeansTheSameAfterwards() {
    String text = "\u0000\u001b[2J\u007f\u009b31m\u202eabc\u2066 \u00e4\n\t\"\\";
    StringWriter shown = new StringWriter();
    PrintWriter writer = TerminalWriter.over(new PrintWriter(shown));
    writer.print(Json.text(Json.object().put(text, text)));
    writer.flush();
    assertThat(shown.toString()).doesNotContain(ESCAPE, "\u009b", "\u202e");
    assertThat(JsonMapper.shared().readTree(shown.toString()).get(text).stringValue())
        .isEqualTo(text);
  }

  @Test
  void coloursOfMessagesAndHelpSurviveAndThoseOfAConfigDoNot() throws IOException {
    Path config = folder.resolve("config.json");
    Files.writeString(
        config,
        "{\"model_type\": \"\\u001b]0;owned\\u0007\\u001b[32mgreen\\u202e\","
            + " \"num_attention_heads\": 8}");
    TestMachine machine = TestMachine.bare(folder);
    Run plain = coloured(machine, Ansi.OFF, "generate", config.toString());
    assertThat(plain.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(plain.err()).contains("\\u001b]0;owned\\u0007\\u001b[32mgreen\\u202e");
    assertThat(plain.err()).doesNotContain(ESCAPE, "\u0007", "\u202e");
    Run red = coloured(machine, Ansi.ON, "generate", config.toString());
    assertThat(red.err()).contains("\\u001b[32mgreen").contains(ESCAPE + "[31m");
    assertThat(red.err()).doesNotContain(ESCAPE + "]", ESCAPE + "[32m");
    assertThat(coloured(machine, Ansi.ON, "generate", "--help").out()).contains(ESCAPE + "[");
  }

  @Test
  void argumentsAreShownToo() {
    TestMachine machine = TestMachine.bare(folder);
    String word = ESCAPE + "[2Jgone";
    assertThat(coloured(machine, Ansi.OFF, word).err()).contains("\\u001b[2Jgone");
    assertThat(coloured(machine, Ansi.OFF, "generate", word, word).err()).doesNotContain(ESCAPE);
    assertThat(coloured(machine, Ansi.OFF, "cache", "gc", "--" + word).err())
        .doesNotContain(ESCAPE);
  }

  @Test
  void aProgressLineErasesItselfAndNothingElse() {
    StringWriter shown = new StringWriter();
    try (ProgressLine line = new ProgressLine(TerminalWriter.over(new PrintWriter(shown)), true)) {
      line.show("half\rdone" + ESCAPE + "[2J");
    }
    assertThat(shown.toString()).isEqualTo("\r\033[Kpa-gen: half\\u000ddone\\u001b[2J\r\033[K");
  }

  private static Run coloured(TestMachine machine, Ansi ansi, String... args) {
    return machine.run(line -> line.setColorScheme(Help.defaultColorScheme(ansi)), args);
  }
}
