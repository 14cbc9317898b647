package dev.pagen.cli.help;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The completion of a command line in bash, and in zsh, which can play bash for this. */
final class BashCompletion {
  private BashCompletion() {}

  /** A script for either shell to read. Where it knows no word, the shell completes files. */
  static String of(CommandLine root) {
    Map<String, CommandLine> commands = new LinkedHashMap<>();
    collect("", root, commands);
    return """
    # Completion of %1$s in bash and zsh, made by: %1$s completion bash
    if [ -n "${ZSH_VERSION:-}" ]; then
      autoload -U +X compinit && compinit
      autoload -U +X bashcompinit && bashcompinit
    fi

    _pa_gen_completion() {
      local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD - 1]}"
      local named="" names="" options="" values="" i
      # What stands after an equals sign is a word of its own.
      if [ "$word" = "=" ]; then
        word=""
      elif [ "$before" = "=" ]; then
        before="${COMP_WORDS[COMP_CWORD - 2]}"
      fi
      for ((i = 1; i < COMP_CWORD; i++)); do
        case "$named${COMP_WORDS[i]} " in
        %2$s) named="$named${COMP_WORDS[i]} " ;;
        esac
      done
      case "$named" in
    %3$s
      esac
      case "$before" in
    %4$s
      esac
      COMPREPLY=()
      if [ -n "$values" ]; then
        COMPREPLY=($(compgen -W "$values" -- "$word"))
      elif [ "${word#-}" != "$word" ]; then
        COMPREPLY=($(compgen -W "$options" -- "$word"))
      elif [ -n "$names" ]; then
        COMPREPLY=($(compgen -W "$names" -- "$word"))
      fi
    }
    complete -o bashdefault -o default -F _pa_gen_completion %1$s
    """
        .formatted(
            root.getCommandName(),
            commands.keySet().stream()
                .filter(name -> !name.isEmpty())
                .map(name -> "\"" + name + " \"")
                .collect(Collectors.joining(" | ")),
            lines(commands.entrySet().stream().map(e -> command(e.getKey(), e.getValue()))),
            lines(values(commands)));
  }

  private static void collect(String name, CommandLine command, Map<String, CommandLine> all) {
    all.put(name, command);
    command.getSubcommands().forEach((each, sub) -> collect((name + " " + each).strip(), sub, all));
  }

  private static String command(String name, CommandLine command) {
    return "\"%s\") names=\"%s\" options=\"%s\" ;;"
        .formatted(
            name.isEmpty() ? "" : name + " ",
            String.join(" ", OptionValues.names(command)),
            command.getCommandSpec().options().stream()
                .flatMap(option -> Arrays.stream(option.names()))
                .collect(Collectors.joining(" ")));
  }

  private static Stream<String> values(Map<String, CommandLine> commands) {
    Map<String, String> values = new TreeMap<>();
    for (CommandLine command : commands.values()) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        if (!OptionValues.words(option).isEmpty()) {
          values.put(option.longestName(), String.join(" ", OptionValues.words(option)));
        }
      }
    }
    return values.entrySet().stream()
        .map(e -> "%s) values=\"%s\" ;;".formatted(e.getKey(), e.getValue()));
  }

  private static String lines(Stream<String> lines) {
    return lines.map(line -> "  " + line).collect(Collectors.joining("\n"));
  }
}
