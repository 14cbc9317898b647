package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.PagenException;
import dev.pagen.toolchain.Host;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(CommandLine commandLine, String... args) {
    return commandLine
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  @Test
  void versionNamesBuildAndJava() {
    assertThat(run(commandLine(), "--version")).isZero();
    assertThat(out.toString()).startsWith("pa-gen ").contains("Java " + Runtime.version());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpGoesToStandardOutput() {
    assertThat(run(commandLine(), "--help")).isZero();
    assertThat(out.toString()).contains("Usage: pa-gen").contains("--debug");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void unknownOptionIsOneMessageWithSuggestionAndExitCode2() {
    assertThat(run(commandLine(), "--debgu")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains("Unknown option: '--debgu'")
        .contains("--debug")
        .contains("pa-gen --help")
        .doesNotContain("\tat ");
  }

  @Test
  void unknownCommandIsExitCode2() {
    assertThat(run(commandLine(), "genrate")).isEqualTo(2);
    assertThat(err.toString()).contains("genrate").doesNotContain("\tat ");
  }

  @Test
  void noCommandIsExitCode2() {
    assertThat(run(commandLine())).isEqualTo(2);
    assertThat(err.toString()).contains("Missing command").contains("pa-gen --help");
  }

  @Test
  void anExpectedErrorShowsItsMessageAlone() {
    assertThat(run(failingWith(new Planted("the moon is full; try tomorrow")), "fail"))
        .isEqualTo(1);
    assertThat(err.toString()).isEqualToIgnoringNewLines("the moon is full; try tomorrow");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anUnexpectedErrorIsExitCode1WithoutStackTrace() {
    assertThat(run(failingWith(new IllegalStateException("planted")), "fail")).isEqualTo(1);
    assertThat(err.toString())
        .contains("internal failure")
        .contains("planted")
        .contains("--debug")
        .doesNotContain("\tat ");
  }

  @Test
  void debugShowsTheStackTrace() {
    assertThat(run(failingWith(new Planted("planted")), "fail", "--debug")).isEqualTo(1);
    assertThat(err.toString()).contains("planted").contains("\tat ");
  }

  @Test
  void memoryAndStackThatRunOutAreToldInOneSentence() {
    assertThat(run(failingWith(new OutOfMemoryError("no room for 7 bytes")), "fail"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString())
        .startsWith("Out of memory: this takes more than the ")
        .contains("MiB that Java may use here (no room for 7 bytes)", "PAGEN_JAVA_OPTS=-Xmx")
        .doesNotContain("\tat ");
    err.getBuffer().setLength(0);
    Error wrapped = new OutOfMemoryError();
    wrapped.initCause(new OutOfMemoryError("no room for 8 bytes"));
    assertThat(run(failingWith(wrapped), "fail")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("(no room for 8 bytes)").doesNotContain("null");
    err.getBuffer().setLength(0);
    assertThat(run(failingWith(new StackOverflowError()), "fail")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("nested too deep").hasLineCount(1);
    err.getBuffer().setLength(0);
    assertThat(run(failingWith(new OutOfMemoryError("planted")), "fail", "--debug")).isEqualTo(2);
    assertThat(err.toString()).contains("OutOfMemoryError: planted", "\tat ");
  }

  @Test
  void anyOtherErrorOfJavaIsAnInternalFailureWithoutAStackTrace() {
    assertThat(run(failingWith(new AssertionError("planted")), "fail")).isEqualTo(1);
    assertThat(err.toString())
        .contains("internal failure", "AssertionError: planted", "--debug")
        .doesNotContain("\tat ");
  }

  @Test
  void anErrorInACommandThatIsAMethodIsToldAlike() {
    CommandLine commandLine = commandLine().addSubcommand("group", new Group());
    assertThat(run(commandLine, "group", "overflow")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("nested too deep").hasLineCount(1);
  }

  @Test
  void anArgumentThatBeginsWithAnAtSignIsNoFile() {
    assertThat(run(commandLine(), "generate", "@pom.xml")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).startsWith("@pom.xml: no such file or folder");
  }

  @Test
  void resultOfACommandIsTheExitCode() {
    CommandLine commandLine = commandLine().addSubcommand("five", new Five());
    assertThat(run(commandLine, "five")).isEqualTo(ExitCode.MISMATCH.code());
  }

  @Test
  void anInterruptIsToldInOneWord() {
    assertThat(run(failingWith(new InterruptedException()), "fail")).isEqualTo(1);
    assertThat(err.toString()).isEqualToIgnoringNewLines("Interrupted.");
  }

  private static CommandLine commandLine() {
    return Main.commandLine(Host.current());
  }

  private static CommandLine failingWith(Throwable error) {
    return commandLine().addSubcommand("fail", new Fail(error));
  }

  private static final class Planted extends PagenException {
    Planted(String message) {
      super(message);
    }
  }

  @Command
  private record Fail(Throwable error) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      if (error instanceof Error javas) {
        throw javas;
      }
      throw (Exception) error;
    }
  }

  @Command
  private static final class Group {
    // Called by picocli, by its name.
    @SuppressWarnings({"UnusedMethod", "DoNotCallSuggester"})
    @Command
    int overflow() {
      throw new StackOverflowError();
    }
  }

  @Command
  private static final class Five implements Callable<Integer> {
    @Override
    public Integer call() {
      return ExitCode.MISMATCH.code();
    }
  }
}
