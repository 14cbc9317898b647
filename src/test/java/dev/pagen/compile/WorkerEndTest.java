package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.compile.CompilerAbortedException.Reason;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void aSignalThatAProcessRaisesItselfIsAnAbort() {
    assertThat(WorkerEnd.of(134, "free(): invalid pointer", true))
        .isEqualTo(new WorkerEnd(Reason.ABORTED, "was killed by signal 6 (SIGABRT)"));
    assertThat(WorkerEnd.of(139, "", false))
        .isEqualTo(new WorkerEnd(Reason.ABORTED, "was killed by signal 11 (SIGSEGV)"));
  }

  @Test
  void aSignalThatComesFromOthersIsAKill() {
    assertThat(WorkerEnd.of(137, "compiling", false))
        .isEqualTo(new WorkerEnd(Reason.KILLED, "was killed by signal 9 (SIGKILL)"));
    assertThat(List.of(129, 130, 143, 152))
        .allMatch(code -> WorkerEnd.of(code, "", true).reason() == Reason.KILLED);
  }

  @Test
  void aKillByAKernelThatIsShortOfMemoryIsSaidToBeThat() {
    assertThat(WorkerEnd.of(137, "", true))
        .isEqualTo(
            new WorkerEnd(
                Reason.OUT_OF_MEMORY,
                "was killed by signal 9 (SIGKILL) while the kernel was short of memory"));
  }

  /** As HIPRTC's LLVM, the C++ library and a JVM put it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "LLVM ERROR: out of memory\nAllocation failed\n",
        "terminate called after throwing an instance of 'std::bad_alloc'\n",
        "# There is insufficient memory for the Java Runtime Environment to continue.\n",
        "Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space\n"
      })
  void anAbortForWantOfMemoryIsSaidToBeThat(String output) {
    assertThat(WorkerEnd.of(134, output, false))
        .isEqualTo(
            new WorkerEnd(Reason.OUT_OF_MEMORY, "was killed by signal 6 (SIGABRT), out of memory"));
  }

  @Test
  void namesTheCrashThatTheJvmReported() {
    assertThat(WorkerEnd.of(1, CRASHED, false))
        .isEqualTo(
            new WorkerEnd(Reason.ABORTED, "crashed with SIGSEGV in [libLLVM.so.21.1+0x17a718]"));
    assertThat(WorkerEnd.lastLines(CRASHED)).isEqualTo("compiling");
  }

  @Test
  void saysTheExitCodeOtherwise() {
    assertThat(WorkerEnd.of(1, "# of errors: 3", false))
        .isEqualTo(new WorkerEnd(Reason.ABORTED, "ended with exit code 1"));
    assertThat(WorkerEnd.of(200, "", false).description()).isEqualTo("ended with exit code 200");
  }

  @Test
  void quotesTheLastLinesOnly() {
    String output =
        IntStream.range(0, 30).mapToObj(i -> "line " + i + "\n\n").collect(Collectors.joining());

    assertThat(WorkerEnd.lastLines(output)).startsWith("line 22\n").endsWith("line 29");
    assertThat(WorkerEnd.lastLines("")).isEmpty();
  }
}
