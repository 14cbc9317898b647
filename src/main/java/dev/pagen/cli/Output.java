package dev.pagen.cli;

import dev.pagen.report.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a command's result goes: text for people on standard output, or one JSON document there and
 * the text on standard error.
 */
final class Output {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--json",
      description = "Print one JSON document on standard output, and the text on standard error.")
  private boolean json;

  /** Whether standard output is for the document. */
  boolean isJson() {
    return json;
  }

  /** Where text for people goes. */
  PrintWriter text() {
    return json ? command.commandLine().getErr() : command.commandLine().getOut();
  }

  /** Where warnings and progress go. */
  PrintWriter aside() {
    return command.commandLine().getErr();
  }

  /** Prints the document, if one was asked for, and sends all output on its way. */
  void finish(ObjectNode document) {
    if (json) {
      command.commandLine().getOut().print(Json.text(document));
    }
    command.commandLine().getOut().flush();
    command.commandLine().getErr().flush();
  }
}
