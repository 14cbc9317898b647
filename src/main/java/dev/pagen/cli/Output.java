package dev.pagen.cli;

import dev.pagen.cli.help.About;
import dev.pagen.cli.help.Subject;
import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.terminal.Screen;
import dev.pagen.terminal.StatusLine;
import dev.pagen.terminal.Terminal;
import dev.pagen.terminal.TerminalWriter;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a command's result goes: text for people on standard output, or one JSON document there and
 * the text on standard error.
 */
@About(Subject.GENERAL)
final class Output {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--json",
      description = "Print one JSON document on standard output, and the text on standard error.")
  private boolean json;

  private final Terminal terminal;

  Output(Terminal terminal) {
    this.terminal = terminal;
  }

  @Option(
      names = "--wide",
      description = "Print whole tables and lines, whatever the terminal's width.")
  void widen(boolean wide) {
    if (wide) {
      terminal.widen();
    }
  }

  /** Whether standard output is for the document. */
  boolean isJson() {
    return json;
  }

  /** Where text for people goes. */
  PrintWriter text() {
    return json ? command.commandLine().getErr() : command.commandLine().getOut();
  }

  /** What text for people is shown on. */
  Screen screen() {
    return json ? terminal.err() : terminal.out();
  }

  /** Prints text that was laid out for the {@link #screen}, line breaks and all. */
  void print(String styled) {
    TerminalWriter.styled(text(), () -> text().print(styled));
  }

  /** Prints a table, with so many spaces before it. */
  void print(Table table, int margin) {
    print(table.text(screen().beside(margin)).indent(margin));
  }

  /** Where warnings go. */
  PrintWriter aside() {
    return command.commandLine().getErr();
  }

  /** What goes on meanwhile. */
  StatusLine status() {
    return terminal.status();
  }

  /** Prints the document, if one was asked for, and sends all output on its way. */
  void finish(ObjectNode document) {
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      TerminalWriter.document(out, () -> out.print(Json.text(document)));
    }
    out.flush();
    command.commandLine().getErr().flush();
  }
}
