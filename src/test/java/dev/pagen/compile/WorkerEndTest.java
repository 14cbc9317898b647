package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkerEndTest {
  private static final String CRASHED =
      """
      compiling
      #
      # A fatal error has been detected by the Java Runtime Environment:
      #
      #  SIGSEGV (0xb) at pc=0x00007f6a0c9a6718, pid=7494, tid=7496
      #
      # Problematic frame:
      # C  [libLLVM.so.21.1+0x17a718]
      #
      """;

  @Test
  void namesTheSignalThatKilledIt() {
    assertThat(WorkerEnd.describe(134, "free(): invalid pointer"))
        .isEqualTo("was killed by signal 6 (SIGABRT)");
    assertThat(WorkerEnd.describe(137, "")).isEqualTo("was killed by signal 9 (SIGKILL)");
  }

  @Test
  void namesTheCrashThatTheJvmReported() {
    assertThat(WorkerEnd.describe(1, CRASHED))
        .isEqualTo("crashed with SIGSEGV in [libLLVM.so.21.1+0x17a718]");
    assertThat(WorkerEnd.lastLines(CRASHED)).isEqualTo("compiling");
  }

  @Test
  void saysTheExitCodeOtherwise() {
    assertThat(WorkerEnd.describe(1, "# of errors: 3")).isEqualTo("ended with exit code 1");
    assertThat(WorkerEnd.describe(200, "")).isEqualTo("ended with exit code 200");
  }

  @Test
  void quotesTheLastLinesOnly() {
    String output =
        IntStream.range(0, 30).mapToObj(i -> "line " + i + "\n\n").collect(Collectors.joining());

    assertThat(WorkerEnd.lastLines(output)).startsWith("line 22\n").endsWith("line 29");
    assertThat(WorkerEnd.lastLines("")).isEmpty();
  }
}
