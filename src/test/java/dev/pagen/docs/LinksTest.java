package dev.pagen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links within the documentation lead somewhere. */
class LinksTest {
  private static List<MarkdownPage> pages() {
    return MarkdownPage.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAFileAndAHeading(MarkdownPage page) {
    List<String> broken = new ArrayList<>();
    for (String link : page.links()) {
      if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
        broken.add(link);
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(MarkdownPage page, String link) {
    String[] parts = link.split("#", 2);
    Path folder = Optional.ofNullable(page.file().getParent()).orElse(Path.of(""));
    Path to = parts[0].isEmpty() ? page.file() : folder.resolve(parts[0]).normalize();
    if (!Files.exists(to)) {
      return false;
    }
    return parts.length == 1 || MarkdownPage.read(to).anchors().contains(parts[1]);
  }

  /** A page that nothing leads to is read by nobody. */
  @Test
  void everyPageIsReachedFromTheReadmeOfItsFolder() {
    List<String> listed = MarkdownPage.read(Path.of("docs/README.md")).links();
    List<String> parts = MarkdownPage.read(Path.of("docs/kernel/README.md")).links();
    for (MarkdownPage page : pages()) {
      Path file = page.file();
      if (file.startsWith("docs/kernel") && !file.endsWith("README.md")) {
        assertThat(parts).contains(Path.of("docs/kernel").relativize(file).toString());
      } else if (file.startsWith("docs") && !file.equals(Path.of("docs/README.md"))) {
        assertThat(listed).contains(Path.of("docs").relativize(file).toString());
      }
    }
  }
}
