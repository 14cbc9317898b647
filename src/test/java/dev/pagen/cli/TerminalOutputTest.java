package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cli.TestMachine.Run;
import dev.pagen.terminal.Screen;
import dev.pagen.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands show on a terminal, as far as it takes no compiler. */
class TerminalOutputTest {
  private static final String ESCAPE = "\u001b";
  private static final int COLUMNS = 80;

  @TempDir private Path folder;

  @Test
  void coloursOfMessagesAndHelpSurviveAndThoseOfAConfigDoNot() throws IOException {
    Path config = folder.resolve("config.json");
    Files.writeString(
        config,
        "{\"model_type\": \"\\u001b]0;owned\\u0007\\u001b[32mgreen\\u202e\","
            + " \"num_attention_heads\": 8}");
    TestMachine machine = TestMachine.bare(folder);
    Run plain = shown(machine, false, "generate", config.toString());
    assertThat(plain.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(plain.err()).contains("\\u001b]0;owned\\u0007\\u001b[32mgreen\\u202e");
    assertThat(plain.err()).doesNotContain(ESCAPE, "\u0007", "\u202e");
    Run red = shown(machine, true, "generate", config.toString());
    assertThat(red.err()).contains("\\u001b[32mgreen").contains(ESCAPE + "[31m");
    assertThat(red.err()).doesNotContain(ESCAPE + "]", ESCAPE + "[32m");
    assertThat(shown(machine, true, "generate", "--help").out()).contains(ESCAPE + "[");
  }

  @Test
  void argumentsAreShownToo() {
    TestMachine machine = TestMachine.bare(folder);
    String word = ESCAPE + "[2Jgone";
    assertThat(shown(machine, false, word).err()).contains("\\u001b[2Jgone");
    assertThat(shown(machine, false, "generate", word, word).err()).doesNotContain(ESCAPE);
    assertThat(shown(machine, false, "cache", "gc", "--" + word).err()).doesNotContain(ESCAPE);
  }

  private static Run shown(TestMachine machine, boolean colours, String... args) {
    Screen screen = new Screen(false, COLUMNS, colours);
    return machine.run(new Terminal(screen, screen), args);
  }
}
