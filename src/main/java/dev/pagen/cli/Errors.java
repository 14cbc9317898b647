package dev.pagen.cli;

import dev.pagen.PagenException;
import dev.pagen.cli.help.Guess;
import dev.pagen.compile.CompileException;
import dev.pagen.terminal.Style;
import dev.pagen.terminal.Terminal;
import dev.pagen.terminal.TerminalWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a user what went wrong, in one message, and says how the process should end. */
final class Errors {
  /** Of a compiler's log, as many lines as fit on a screen; all of it is kept in a file. */
  private static final int LOG_LINES = 40;

  private final Terminal terminal;

  /** Tells it on {@code terminal}. */
  Errors(Terminal terminal) {
    this.terminal = terminal;
  }

  /** A command line that does not parse, or a value that a command refuses. */
  int usage(ParameterException error) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    print(command, usageMessage(error));
    Guess.of(error).or(() -> Guess.ofParameter(command)).ifPresent(err::println);
    err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    err.flush();
    return ExitCode.USAGE.code();
  }

  /** What a command that only groups others answers where none of them is named. */
  static ParameterException missingCommand(CommandSpec group) {
    return new ParameterException(
        group.commandLine(),
        "Missing command: one of " + String.join(", ", group.subcommands().keySet()));
  }

  private static @Nullable String usageMessage(ParameterException error) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      // What follows an unknown option may be its value.
      if (unmatched.isUnknownOption()) {
        return "Unknown option: '%s'".formatted(first);
      }
      CommandSpec command = error.getCommandLine().getCommandSpec();
      if (command.subcommands().isEmpty() || !command.positionalParameters().isEmpty()) {
        return "Unexpected argument: '%s'".formatted(first);
      }
      String known = String.join(", ", command.subcommands().keySet());
      return "Unknown command: '%s'; there are %s".formatted(first, known);
    }
    return error.getMessage();
  }

  /**
   * Runs a command. Java's own errors, wherever they are from, become exceptions, of which picocli
   * tells {@link #failure}.
   */
  static int caught(CommandLine command, IntSupplier run) {
    try {
      return run.getAsInt();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Error error ? asException(command, error) : e;
    } catch (Error e) {
      throw asException(command, e);
    }
  }

  private static ExecutionException asException(CommandLine command, Error error) {
    Exception told =
        switch (error) {
          case OutOfMemoryError memory -> ExhaustedException.of(memory);
          case StackOverflowError stack -> ExhaustedException.of(stack);
          default -> new IllegalStateException(error.toString(), error);
        };
    return new ExecutionException(command, error.toString(), told);
  }

  /** An error that ended a command. */
  int failure(Exception error, CommandLine command, boolean debug) {
    PrintWriter err = command.getErr();
    switch (error) {
      case CompileException compile -> {
        printLog(err, compile.log());
        print(command, compile.getMessage());
      }
      case PagenException expected -> {
        print(command, expected.getMessage());
        Guess.ofParameter(command).ifPresent(err::println);
      }
      case InterruptedException _ -> print(command, "Interrupted.");
      default -> {
        print(command, "internal failure: " + error);
        if (!debug) {
          err.println("Please report it, with what the same command prints with --debug.");
        }
      }
    }
    if (debug) {
      error.printStackTrace(err);
    }
    err.flush();
    return ExitCode.of(error).code();
  }

  /** What the compiler wrote, above the message that says what it means. */
  private static void printLog(PrintWriter err, String log) {
    List<String> lines = log.lines().toList();
    lines.stream().limit(LOG_LINES).forEach(err::println);
    if (lines.size() > LOG_LINES) {
      err.printf("... and %d more lines, kept beside the source%n", lines.size() - LOG_LINES);
    }
  }

  private void print(CommandLine command, @Nullable String message) {
    String text = TerminalWriter.escape(Objects.requireNonNullElse(message, "no message"));
    PrintWriter err = command.getErr();
    TerminalWriter.styled(
        err, () -> text.lines().forEach(line -> err.println(Style.BAD.of(line, terminal.err()))));
  }
}
