package dev.pagen.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.report.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What files and arguments say reaches a terminal as text, and never as a command to it. */
class TerminalWriterTest {
  private static final String ESCAPE = "\u001b";

  @Test
  void everyCharacterThatATerminalObeysIsShownInstead() {
    StringWriter shown = new StringWriter();
    PrintWriter writer = Terminal.none().out(new PrintWriter(shown));
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
    PrintWriter writer = Terminal.none().out(new PrintWriter(shown));
    writer.print(Json.text(Json.object().put(text, text)));
    writer.flush();
    assertThat(shown.toString()).doesNotContain(ESCAPE, "\u009b", "\u202e");
    assertThat(JsonMapper.shared().readTree(shown.toString()).get(text).stringValue())
        .isEqualTo(text);
  }

  @Test
  void stylesPassAndNothingElseDoes() {
    StringWriter shown = new StringWriter();
    PrintWriter writer = Terminal.none().out(new PrintWriter(shown));
    TerminalWriter.styled(
        writer, () -> writer.print("\033[1mbold\033[22m \033[32mgood\033[39m \033[5mblink\033[0m"));
    writer.print("\033[1mtext");
    assertThat(shown.toString())
        .isEqualTo(
            "\033[1mbold\033[22m \033[32mgood\033[39m \\u001b[5mblink\\u001b[0m\\u001b[1mtext");
  }

  @Test
  void aLineThatIsTooLongIsBrokenOnATerminalAndADocumentIsNot() {
    StringWriter shown = new StringWriter();
    Screen screen = new Screen(true, 40, false);
    Terminal terminal = new Terminal(screen, screen);
    PrintWriter out = terminal.out(new PrintWriter(shown));
    String line = "a line of %d words which are too many %s".formatted(10, "for 40 columns");
    out.printf("a line of %d words which are too many %s%n", 10, "for 40 columns");
    out.printf("  where      in %s, which is long%n", "/a/path/that/is/longer/than/a/line/can/be");
    TerminalWriter.document(out, () -> out.println(line));
    terminal.widen();
    out.println(line);
    out.flush();
    assertThat(shown.toString().lines())
        .containsExactly(
            "a line of 10 words which are too many",
            "  for 40 columns",
            "  where      in /a/path/that/is/longer/than/a/line/can/be,",
            "             which is long",
            line,
            line);
  }
}
