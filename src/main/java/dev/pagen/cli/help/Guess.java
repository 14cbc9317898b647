package dev.pagen.cli.help;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What somebody may have meant who wrote a name that there is not. */
public final class Guess {
  private static final int MOST = 3;

  /** How messages about an option's value begin. */
  private static final Pattern REFUSED = Pattern.compile("(--[a-z-]+) ([^\\s=:]+)[^\\s:]*:");

  private Guess() {}

  /** A sentence, if {@code error} is about such a name, and another is like it. */
  public static Optional<String> of(ParameterException error) {
    if (!(error instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return ofValue(String.valueOf(error.getMessage()));
    }
    CommandSpec command = error.getCommandLine().getCommandSpec();
    String word = unmatched.getUnmatched().getFirst().split("=", 2)[0];
    String prefix = command.qualifiedName() + " ";
    if (!unmatched.isUnknownOption()
        && word.equals("help")
        && !error.getCommandLine().getSubcommands().isEmpty()) {
      return sentence(List.of(command.root().name() + " help " + prefix.split(" ", 2)[1].strip()));
    }
    return unmatched.isUnknownOption()
        ? sentence(like(word, command.optionsMap().keySet().stream()))
        : of(word, prefix, error.getCommandLine().getSubcommands().keySet())
            .or(() -> below(word, command.root()));
  }

  /** The same for a word that a command took for something else, such as a model. */
  public static Optional<String> ofParameter(CommandLine command) {
    ParseResult parsed = command.getParseResult();
    if (parsed == null || command.getSubcommands().isEmpty()) {
      return Optional.empty();
    }
    return parsed.matchedPositionals().stream()
        .flatMap(parameter -> parameter.originalStringValues().stream())
        .findFirst()
        .flatMap(
            word ->
                of(
                    word,
                    command.getCommandSpec().qualifiedName() + " ",
                    command.getSubcommands().keySet()));
  }

  /** The same for the value that {@code message} says an option cannot have. */
  private static Optional<String> ofValue(String message) {
    Matcher refused = REFUSED.matcher(message);
    return refused.lookingAt()
        ? sentence(like(refused.group(2), OptionValues.words(refused.group(1)).stream()))
        : Optional.empty();
  }

  /** Commands of commands, for one who left out the first name. */
  private static Optional<String> below(String word, CommandSpec root) {
    List<CommandLine> groups = List.copyOf(root.subcommands().values());
    Set<String> near =
        Set.copyOf(like(word, groups.stream().flatMap(g -> g.getSubcommands().keySet().stream())));
    return sentence(
        groups.stream()
            .flatMap(group -> group.getSubcommands().values().stream())
            .filter(sub -> near.contains(sub.getCommandName()))
            .map(sub -> sub.getCommandSpec().qualifiedName())
            .limit(MOST)
            .toList());
  }

  /** The same for a {@code word} that is none of {@code names}, which follow {@code prefix}. */
  static Optional<String> of(String word, String prefix, Collection<String> names) {
    return sentence(like(word, names.stream()).stream().map(prefix::concat).toList());
  }

  private static Optional<String> sentence(List<String> names) {
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of("Did you mean %s?".formatted(String.join(" or ", names)));
  }

  /** Those that are as like {@code word} as the likest, if that is like it at all. */
  static List<String> like(String word, Stream<String> names) {
    Map<Integer, List<String>> byDistance =
        names
            .filter(name -> name.startsWith("--") == word.startsWith("-"))
            .sorted(Comparator.naturalOrder())
            .collect(Collectors.groupingBy(name -> distance(bare(word), bare(name))));
    int allowed = Math.max(1, bare(word).length() / 3);
    return byDistance.keySet().stream()
        .filter(distance -> distance <= allowed)
        .min(Comparator.naturalOrder())
        .map(byDistance::get)
        .orElse(List.of())
        .stream()
        .limit(MOST)
        .toList();
  }

  private static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replaceFirst("^-+", "").replaceAll("[-_]", "");
  }

  /**
   * Letters to change, add, leave out or swap with their neighbour; what only begins so is near.
   */
  static int distance(String from, String to) {
    if (from.length() > 2 && to.length() > from.length() && to.startsWith(from)) {
      return 1;
    }
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[from.length()][to.length()];
  }
}
