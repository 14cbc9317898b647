package dev.pagen.cli.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A page of the manual, as {@code man} reads it: all that a command takes, on one page. */
public final class ManPage {
  /** Of a line that must not be filled: what {@code man} indents leaves so many of 80. */
  private static final int COLUMNS = 72;

  private final CommandLine command;
  private final CommandSpec spec;
  private final StringBuilder page = new StringBuilder();

  private ManPage(CommandLine command) {
    this.command = command;
    this.spec = command.getCommandSpec();
  }

  /** The pages of a command line and all its commands, by the names of their files. */
  public static Map<String, String> all(CommandLine root) {
    Map<String, String> pages = new LinkedHashMap<>();
    collect(root, pages);
    return pages;
  }

  private static void collect(CommandLine command, Map<String, String> pages) {
    pages.put(name(command) + ".1", new ManPage(command).text());
    command.getSubcommands().values().forEach(sub -> collect(sub, pages));
  }

  /** As {@code man} knows it: {@code pa-gen-tune-report}. */
  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  private String text() {
    String name = name(command);
    String version = spec.root().version()[0];
    line(".TH %s 1 \"\" \"%s\"".formatted(name.toUpperCase(Locale.ROOT), version));
    line(".ad l");
    section("NAME");
    String header = String.join(" ", spec.usageMessage().header()).replaceFirst("\\.$", "");
    line(escaped(name) + " \\- " + escaped(header));
    section("SYNOPSIS");
    literal(synopsis().lines().map(line -> line.replaceFirst("^ +pa-gen", "pa-gen")).toList());
    List<String> footer = List.of(spec.usageMessage().footer());
    List<String> description = new ArrayList<>(List.of(spec.usageMessage().description()));
    if (spec.parent() == null) {
      description.addAll(footer);
    }
    paragraphs("DESCRIPTION", description);
    if (spec.parent() != null) {
      examples(footer);
    }
    parameters();
    options();
    commands();
    seeAlso();
    return page.toString();
  }

  private String synopsis() {
    Help help = new Help(spec, Help.defaultColorScheme(Ansi.OFF));
    return help.synopsis(0).stripTrailing();
  }

  private void examples(List<String> footer) {
    List<String> examples = footer.stream().filter(line -> line.startsWith("  ")).toList();
    if (!examples.isEmpty()) {
      section("EXAMPLES");
      literal(
          examples.stream()
              .flatMap(example -> HelpPage.command(example.strip(), COLUMNS).lines())
              .map(line -> line.substring(2))
              .toList());
    }
  }

  private void parameters() {
    List<PositionalParamSpec> shown =
        spec.positionalParameters().stream().filter(p -> !p.hidden()).toList();
    if (!shown.isEmpty()) {
      section("ARGUMENTS");
      shown.forEach(p -> item("\\fI" + escaped(p.paramLabel()) + "\\fR", text(p.description())));
    }
  }

  private void options() {
    section("OPTIONS");
    HelpPage.bySubject(spec)
        .forEach(
            (subject, options) -> {
              line(".SS \"%s\"".formatted(escaped(subject.heading().replaceFirst(":$", ""))));
              options.forEach(option -> item(names(option), text(option.description())));
            });
  }

  private static String names(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(name -> "\\fB" + escaped(name) + "\\fR")
            .collect(Collectors.joining(", "));
    return OptionValues.takesValue(option)
        ? names + "=\\fI" + escaped(option.paramLabel()) + "\\fR"
        : names;
  }

  private void commands() {
    if (!command.getSubcommands().isEmpty()) {
      section("COMMANDS");
      command
          .getSubcommands()
          .forEach(
              (name, sub) ->
                  item(
                      "\\fB" + escaped(name) + "\\fR",
                      text(sub.getCommandSpec().usageMessage().header())));
    }
  }

  private void seeAlso() {
    Stream<CommandLine> others =
        Stream.concat(
            Stream.ofNullable(command.getParent()), command.getSubcommands().values().stream());
    String names =
        others
            .map(other -> "\\fB%s\\fR(1)".formatted(escaped(name(other))))
            .collect(Collectors.joining(",\n"));
    if (!names.isEmpty()) {
      section("SEE ALSO");
      line(names);
    }
  }

  private void section(String title) {
    line(".SH " + title);
  }

  /** A term, and what it means beside it. */
  private void item(String term, String meaning) {
    line(".TP");
    line(term);
    line(escaped(meaning));
  }

  /** Lines that stay as they are. */
  private void literal(List<String> lines) {
    line(".nf");
    lines.forEach(each -> line(escaped(each)));
    line(".fi");
  }

  /** A section, if there is anything to say, whose lines are filled up to empty ones. */
  private void paragraphs(String title, List<String> lines) {
    List<String> texts = new ArrayList<>();
    for (String each : String.join("\n", lines).split("\n\\s*\n|%n")) {
      if (!each.isBlank()) {
        texts.add(each.strip().replaceAll("\\s+", " "));
      }
    }
    for (String each : texts) {
      if (each.equals(texts.getFirst())) {
        section(title);
      } else {
        line(".PP");
      }
      line(escaped(each));
    }
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private static String text(String[] parts) {
    return Ansi.OFF.string(String.join(" ", parts)).replaceAll("\\s+", " ").strip();
  }

  /** What roff would take for something else than text. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
