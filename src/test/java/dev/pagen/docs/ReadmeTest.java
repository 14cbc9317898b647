package dev.pagen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README promises a reader. */
class ReadmeTest {
  private static final int MOST_WORDS = 1000;
  private static final int FIRST_SCREEN = 25;

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  @Test
  void itIsShort() throws IOException {
    assertThat(readme().strip().split("\\s+")).hasSizeLessThanOrEqualTo(MOST_WORDS);
  }

  @Test
  void theFirstScreenHasTheCommandAndWhatIsNotProved() throws IOException {
    assertThat(readme().lines().limit(FIRST_SCREEN))
        .anyMatch(line -> line.contains("**Not yet run on an AMD GPU.**"))
        .anyMatch(line -> line.startsWith("    ./pa-gen generate "));
  }

  @Test
  void itHasTheTwoCommandsThatSetUp() {
    assertThat(MarkdownPage.read(Path.of("README.md")).code())
        .anyMatch(block -> block.lines().getFirst().startsWith("./pa-gen generate "))
        .anyMatch(block -> block.lines().equals(List.of("./mvnw -B verify")));
  }
}
