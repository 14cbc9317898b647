package dev.pagen.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Links of the site's pages that lead nowhere on it. */
final class SiteLinks {
  private static final Pattern LINK = Pattern.compile(" (?:href|src)=\"([^\"]+)\"");
  private static final Pattern ANCHOR = Pattern.compile(" id=\"([^\"]+)\"");

  private SiteLinks() {}

  /** Each with its page. Pages of the API are taken as they are. */
  static List<String> broken(Path site) {
    Map<Path, Set<String>> anchors = new HashMap<>();
    List<String> broken = new ArrayList<>();
    for (Path page : pages(site)) {
      for (String link : matches(LINK, text(page))) {
        if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link, anchors)) {
          broken.add(site.relativize(page) + ": " + link);
        }
      }
    }
    return broken;
  }

  private static boolean leadsSomewhere(Path page, String link, Map<Path, Set<String>> anchors) {
    String[] parts = link.split("#", 2);
    Path to =
        parts[0].isEmpty()
            ? page
            : Objects.requireNonNull(page.getParent()).resolve(parts[0]).normalize();
    if (!Files.isRegularFile(to)) {
      return false;
    }
    return parts.length == 1
        || anchors
            .computeIfAbsent(to, file -> Set.copyOf(matches(ANCHOR, text(file))))
            .contains(parts[1]);
  }

  static List<Path> pages(Path site) {
    try (Stream<Path> tree = Files.walk(site)) {
      return tree.filter(file -> file.toString().endsWith(".html"))
          .filter(file -> !file.startsWith(site.resolve("api")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1).replace("&amp;", "&"))
        .distinct()
        .collect(Collectors.toList());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
