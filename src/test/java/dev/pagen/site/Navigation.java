package dev.pagen.site;

import dev.pagen.docs.MarkdownPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages in the order in which {@code docs/README.md} lists them.
 *
 * @param groups by its headings
 */
record Navigation(List<Group> groups) {
  private static final Path LIST = Path.of("docs/README.md");
  private static final Pattern HEADING = Pattern.compile("## +(.*)");
  private static final Pattern ENTRY = Pattern.compile("\\d+\\. +\\[([^]]+)]\\(([^)#]+)\\).*");

  Navigation {
    groups = List.copyOf(groups);
  }

  /** Pages under one heading. */
  record Group(String title, List<Entry> entries) {}

  /**
   * A page.
   *
   * @param file in the checkout
   */
  record Entry(String title, Path file) {}

  static Navigation read() {
    List<Group> groups = new ArrayList<>();
    for (String line : MarkdownPage.read(LIST).prose()) {
      Matcher heading = HEADING.matcher(line);
      Matcher entry = ENTRY.matcher(line);
      if (heading.matches()) {
        groups.add(new Group(heading.group(1), new ArrayList<>()));
      } else if (entry.matches()) {
        Path file = Path.of("docs").resolve(entry.group(2)).normalize();
        groups.getLast().entries().add(new Entry(entry.group(1), file));
      }
    }
    return new Navigation(groups);
  }

  /** All of them, one after another. */
  List<Entry> entries() {
    return groups.stream().flatMap(group -> group.entries().stream()).toList();
  }
}
