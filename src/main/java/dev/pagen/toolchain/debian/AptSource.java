package dev.pagen.toolchain.debian;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One archive among apt's sources, as {@code sources.list(5)} describes them.
 *
 * @param uris the archive's addresses
 * @param suites such as {@code bookworm bookworm-updates}
 * @param components such as {@code main contrib}
 * @param signedBy the keyring it names, empty where it names none
 */
record AptSource(List<String> uris, List<String> suites, List<String> components, String signedBy) {
  AptSource {
    uris = List.copyOf(uris);
    suites = List.copyOf(suites);
    components = List.copyOf(components);
  }

  /** Reads the one-line form: {@code deb [option=value ...] URI SUITE COMPONENT...}. */
  static List<AptSource> ofOneLineForm(String text) {
    List<AptSource> sources = new ArrayList<>();
    for (String raw : text.split("\n", -1)) {
      int comment = raw.indexOf('#');
      String line = (comment < 0 ? raw : raw.substring(0, comment)).strip();
      if (!line.startsWith("deb ") && !line.startsWith("deb\t")) {
        continue;
      }
      String rest = line.substring(3).strip();
      String signedBy = "";
      if (rest.startsWith("[")) {
        int end = rest.indexOf(']');
        if (end < 0) {
          continue;
        }
        for (String option : words(rest.substring(1, end))) {
          if (option.toLowerCase(Locale.ROOT).startsWith("signed-by=")) {
            signedBy = option.substring("signed-by=".length());
          }
        }
        rest = rest.substring(end + 1).strip();
      }
      List<String> words = words(rest);
      if (words.size() >= 3) {
        sources.add(
            new AptSource(
                words.subList(0, 1),
                words.subList(1, 2),
                words.subList(2, words.size()),
                signedBy));
      }
    }
    return sources;
  }

  /** Reads the deb822 form: paragraphs of {@code Field: value}. */
  static List<AptSource> ofDeb822(String text) {
    List<AptSource> sources = new ArrayList<>();
    Map<String, String> paragraph = new TreeMap<>();
    String field = "";
    for (String line : (text + "\n\n").split("\n", -1)) {
      if (line.startsWith("#")) {
        continue;
      }
      if (line.isBlank()) {
        add(paragraph, sources);
        paragraph.clear();
        field = "";
      } else if (Character.isWhitespace(line.charAt(0))) {
        paragraph.merge(field, line.strip(), (a, b) -> a + " " + b);
      } else if (line.indexOf(':') > 0) {
        int colon = line.indexOf(':');
        field = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        paragraph.put(field, line.substring(colon + 1).strip());
      }
    }
    return sources;
  }

  private static void add(Map<String, String> paragraph, List<AptSource> sources) {
    String enabled = paragraph.getOrDefault("enabled", "yes").toLowerCase(Locale.ROOT);
    if (words(paragraph.getOrDefault("types", "")).contains("deb")
        && !List.of("no", "false", "0", "off", "disable", "without").contains(enabled)) {
      sources.add(
          new AptSource(
              words(paragraph.getOrDefault("uris", "")),
              words(paragraph.getOrDefault("suites", "")),
              words(paragraph.getOrDefault("components", "")),
              paragraph.getOrDefault("signed-by", "")));
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
