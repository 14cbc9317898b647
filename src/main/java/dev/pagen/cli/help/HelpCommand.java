package dev.pagen.cli.help;

import dev.pagen.terminal.TerminalWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pa-gen help}: the page of a command, or of options that many commands share. */
@Command(
    name = "help",
    header = "Show the page of a command, or the options that many commands share.",
    description = {
      "",
      "\"help spec\" has the options that say what to compute, \"help tuning\" those that",
      "say how. Without a name it lists the commands."
    },
    footer = {"", "Examples:", "  pa-gen help generate", "  pa-gen help spec"})
public final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND|TOPIC",
      completionCandidates = Topics.class,
      description = "A command, such as generate or tune report; or spec, or tuning.")
  private List<String> names = List.of();

  private HelpCommand() {}

  /** What has a page besides the commands. */
  static final class Topics implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return topics().iterator();
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String page = page();
    TerminalWriter.verbatim(out, () -> out.print(page));
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private String page() {
    CommandLine root = spec.root().commandLine();
    if (names.size() == 1) {
      Optional<Subject> subject = Subject.ofTopic(names.getFirst());
      if (subject.isPresent()) {
        return topic(subject.get(), root);
      }
    }
    CommandLine command = root;
    for (String name : names) {
      CommandLine next = command.getSubcommands().get(name);
      if (next == null) {
        throw unknown(name, command);
      }
      command = next;
    }
    return command.getUsageMessage(command.getColorScheme());
  }

  private ParameterException unknown(String name, CommandLine command) {
    List<String> known = new ArrayList<>(command.getSubcommands().keySet());
    if (command.getParent() == null) {
      known.addAll(topics());
    }
    String prefix =
        "pa-gen help " + String.join(" ", names).replaceFirst("(^| )\\Q" + name + "\\E.*$", "");
    String guess =
        Guess.of(name, prefix.strip() + " ", known).map(sentence -> "\n" + sentence).orElse("");
    return new ParameterException(
        spec.commandLine(), "No command or topic has the name '%s'%s".formatted(name, guess));
  }

  private static List<String> topics() {
    return Arrays.stream(Subject.values()).flatMap(s -> s.topic().stream()).toList();
  }

  private static String topic(Subject subject, CommandLine root) {
    List<CommandLine> commands =
        root.getSubcommands().values().stream()
            .filter(c -> HelpPage.bySubject(c.getCommandSpec()).containsKey(subject))
            .toList();
    return HelpPage.topic(
        subject, commands.getFirst(), commands.stream().map(CommandLine::getCommandName).toList());
  }
}
