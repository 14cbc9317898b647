package dev.pagen.cli.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/** The completion of a command line in fish, which shows what commands and options are for. */
final class FishCompletion {
  private final String program;
  private final List<String> lines = new ArrayList<>();

  private FishCompletion(String program) {
    this.program = program;
  }

  /** A script for fish to read. */
  static String of(CommandLine root) {
    FishCompletion completion = new FishCompletion(root.getCommandName());
    completion.lines.add("# Completion of pa-gen in fish, made by: pa-gen completion fish");
    completion.add(root, List.of());
    return String.join("\n", completion.lines) + "\n";
  }

  private void add(CommandLine command, List<String> path) {
    String here = condition(command, path);
    boolean files =
        command.getCommandSpec().positionalParameters().stream().anyMatch(OptionValues::isFile);
    if (!files) {
      lines.add("complete -c %s -n %s -f".formatted(program, here));
    }
    command
        .getSubcommands()
        .forEach(
            (name, sub) ->
                lines.add(
                    "complete -c %s -n %s -a %s -d %s"
                        .formatted(program, here, name, quoted(header(sub)))));
    OptionValues.names(command).stream()
        .filter(name -> !command.getSubcommands().containsKey(name))
        .forEach(name -> lines.add("complete -c %s -n %s -a %s".formatted(program, here, name)));
    command.getCommandSpec().options().forEach(option -> lines.add(line(option, here)));
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(name);
              add(sub, longer);
            });
  }

  /** That the words of {@code path} stand on the line, and none of the commands below. */
  private static String condition(CommandLine command, List<String> path) {
    List<String> parts = new ArrayList<>();
    path.forEach(name -> parts.add("__fish_seen_subcommand_from " + name));
    if (!command.getSubcommands().isEmpty()) {
      parts.add(
          "not __fish_seen_subcommand_from " + String.join(" ", command.getSubcommands().keySet()));
    }
    return quoted(parts.isEmpty() ? "true" : String.join("; and ", parts));
  }

  private String line(OptionSpec option, String here) {
    StringBuilder line = new StringBuilder("complete -c %s -n %s".formatted(program, here));
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    List<String> words = OptionValues.words(option);
    if (!words.isEmpty()) {
      line.append(" -x -a ").append(quoted(String.join(" ", words)));
    } else if (OptionValues.isFile(option)) {
      line.append(" -r -F");
    } else if (OptionValues.takesValue(option)) {
      line.append(" -x");
    }
    return line.append(" -d ").append(quoted(description(option))).toString();
  }

  private static String header(CommandLine command) {
    return String.join(" ", command.getCommandSpec().usageMessage().header());
  }

  /** The first sentence of what an option is for. */
  private static String description(OptionSpec option) {
    String text =
        Arrays.stream(option.description())
            .map(part -> Ansi.OFF.string(part))
            .collect(Collectors.joining(" "));
    return text.replaceFirst("(?s)([.:;]|,? \\(default).*", "");
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
