package dev.pagen.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                            | true  | true",
        "                            | false | false",
        "NO_COLOR=1                  | true  | false",
        "NO_COLOR=''                 | true  | true",
        "NO_COLOR=1 FORCE_COLOR=1    | true  | false",
        "FORCE_COLOR=1               | false | true",
        "FORCE_COLOR=0               | false | false",
        "CLICOLOR_FORCE=1            | false | true",
        "CLICOLOR=0                  | true  | false",
        "CLICOLOR=0 CLICOLOR_FORCE=1 | true  | true",
        "TERM=dumb                   | true  | false"
      })
  void coloursFollowTheConventions(String variables, boolean terminal, boolean coloured) {
    Map<String, String> environment =
        variables == null
            ? Map.of()
            : Arrays.stream(variables.split(" "))
                .map(v -> v.replace("''", "").split("=", 2))
                .collect(Collectors.toMap(v -> v[0], v -> v[1]));
    assertThat(Screen.coloured(terminal, environment)).isEqualTo(coloured);
  }

  /** In a terminal that {@code script} makes, which a test has not. */
  @ParameterizedTest
  @CsvSource({"80,''", "200,''", "200,COLUMNS=100", "80,COLUMNS=x"})
  void aTerminalIsAsWideAsItIsOrAsColumnsSays(int columns, String variable)
      throws IOException, InterruptedException {
    String java = System.getProperty("java.home") + "/bin/java";
    String program =
        "stty cols %d; unset COLUMNS; %s %s -XX:TieredStopAtLevel=1 -cp '%s' '%s'"
            .formatted(
                columns,
                variable.isEmpty() ? "" : "env " + variable,
                java,
                System.getProperty("java.class.path"),
                Shown.class.getName());
    Process process =
        new ProcessBuilder("script", "-qec", program, "/dev/null")
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    int expected = variable.equals("COLUMNS=100") ? 100 : columns;
    assertThat(text.strip()).endsWith("terminal " + expected);
  }

  /** Prints what this process's standard output is. */
  static final class Shown {
    private Shown() {}

    public static void main(String[] args) {
      Screen screen = Terminal.ofProcess(System.getenv()).out();
      System.out.println((screen.terminal() ? "terminal " : "none ") + screen.columns());
    }
  }
}
