package dev.pagen.cli.help;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import dev.pagen.terminal.Screen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lays out {@code --help}: usage, examples, and the options under headings, those of one subject
 * together. What many commands share has a page of its own.
 */
public final class HelpPage {
  /** What a page is laid out for where nobody says how wide it is shown. */
  private static final int USUAL_COLUMNS = 80;

  /** Longer lines are hard to read; with shorter ones there is no room beside the options. */
  private static final int MOST_COLUMNS = 120;

  private static final int LEAST_COLUMNS = 60;

  private static final String NAME = "pa-gen ";

  /** Set by the launcher: how it was called. */
  private static final String CALLED = "pagen.command";

  /** Before all lines of an example but the first. */
  private static final String INDENT = "     ";

  private HelpPage() {}

  /** Makes {@code commandLine} and its subcommands show their options this way. */
  public static void install(CommandLine commandLine, Screen screen) {
    Map<String, IHelpSectionRenderer> sections = new HashMap<>(commandLine.getHelpSectionMap());
    int columns =
        screen.columns() == Screen.UNLIMITED
            ? USUAL_COLUMNS
            : Math.clamp(screen.columns(), LEAST_COLUMNS, MOST_COLUMNS);
    sections.put(SECTION_KEY_OPTION_LIST, HelpPage::options);
    sections.put(SECTION_KEY_FOOTER, help -> footer(help, Math.min(columns, screen.columns())));
    commandLine.setHelpSectionMap(sections);
    move(commandLine, SECTION_KEY_OPTION_LIST, SECTION_KEY_COMMAND_LIST);
    commandLine
        .getSubcommands()
        .values()
        .forEach(command -> move(command, SECTION_KEY_FOOTER, SECTION_KEY_DESCRIPTION));
    commandLine.setUsageHelpWidth(columns);
    commandLine.setColorScheme(colours(screen));
  }

  private static void move(CommandLine command, String section, String after) {
    List<String> keys = new ArrayList<>(command.getHelpSectionKeys());
    keys.remove(section);
    keys.add(keys.indexOf(after) + 1, section);
    command.setHelpSectionKeys(keys);
  }

  /** Legible on a light and on a dark ground: names are bold, and nothing has a colour. */
  private static ColorScheme colours(Screen screen) {
    return new ColorScheme.Builder(screen.colours() ? Ansi.ON : Ansi.OFF)
        .commands(Style.bold)
        .options(Style.bold)
        .parameters(Style.bold)
        .build();
  }

  /** The options of a command by subject, in the order of the page. */
  static Map<Subject, List<OptionSpec>> bySubject(CommandSpec command) {
    Map<Subject, List<OptionSpec>> groups = new EnumMap<>(Subject.class);
    for (OptionSpec option : command.options()) {
      groups.computeIfAbsent(Subject.of(option), _ -> new ArrayList<>()).add(option);
    }
    return groups;
  }

  private static String options(Help help) {
    StringBuilder page = new StringBuilder();
    List<String> topics = new ArrayList<>();
    bySubject(help.commandSpec())
        .forEach(
            (subject, options) ->
                subject
                    .topic()
                    .ifPresentOrElse(
                        topic -> topics.add(NAME + "help " + topic + subject.brief()),
                        () -> page.append(list(help, subject, options))));
    if (!topics.isEmpty()) {
      page.append("%nMore options: %s%n".formatted(String.join(", ", topics)));
    }
    return page.toString();
  }

  private static String list(Help help, Subject subject, List<OptionSpec> options) {
    return "%n%s%n%s"
        .formatted(
            help.colorScheme().text("@|bold " + subject.heading() + "|@"),
            help.optionListExcludingGroups(options));
  }

  /**
   * The page of a subject that many commands share, with the options as {@code command} has them.
   */
  static String topic(Subject subject, CommandLine command, List<String> commands) {
    Help help = command.getHelp();
    List<OptionSpec> options = bySubject(command.getCommandSpec()).getOrDefault(subject, List.of());
    return "Options of %s%s.%n%s"
        .formatted(NAME, String.join(", ", commands), list(help, subject, options));
  }

  /** Examples are commands that survive being pasted, whatever the width. */
  private static String footer(Help help, int columns) {
    CommandSpec command = help.commandSpec();
    String[] lines = command.usageMessage().footer();
    // A command without examples inherits what stands below the list of commands.
    if (command.parent() != null && Arrays.equals(lines, command.root().usageMessage().footer())) {
      return "";
    }
    return Arrays.stream(lines)
        .map(
            line ->
                line.startsWith("  ")
                    ? command(asCalled(line.strip()), columns)
                    : heading(help, line))
        .map(line -> line + System.lineSeparator())
        .collect(Collectors.joining());
  }

  /** From a checkout, {@code ./pa-gen} is what can be pasted. */
  private static String asCalled(String command) {
    String called = System.getProperty(CALLED, "").strip();
    return called.matches("[\\w/.+-]+")
        ? command.replaceFirst("\\bpa-gen ", called + " ")
        : command;
  }

  private static String heading(Help help, String line) {
    return line.endsWith(":") ? help.colorScheme().text("@|bold " + line + "|@").toString() : line;
  }

  /** A command over as many lines as it takes, as a shell reads it; begins with two spaces. */
  static String command(String command, int columns) {
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder(" ");
    for (String piece : command.split(" (?=--)")) {
      // An option and its value stay together where they can.
      boolean fits = piece.length() + INDENT.length() + 3 <= columns;
      for (String part : fits ? List.of(piece) : List.of(piece.split(" "))) {
        if (line.length() + 1 + part.length() + 2 > columns && !line.toString().isBlank()) {
          lines.append(line).append(" \\").append(System.lineSeparator());
          line = new StringBuilder(INDENT);
        }
        line.append(' ').append(part);
      }
    }
    return lines.append(line).toString();
  }
}
