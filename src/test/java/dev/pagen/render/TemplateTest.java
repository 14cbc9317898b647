package dev.pagen.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");

  /** HIP 7 made warpSize no constant, and took these types from HIPRTC. */
  private static final Pattern OF_SOME_VERSIONS =
      Pattern.compile("\\bwarpSize\\b|\\bu?int(8|16|32|64)_t\\b");

  @Test
  void nameNothingThatOnlySomeVersionsOfHiprtcHave() throws IOException {
    try (Stream<Path> files = Files.walk(TEMPLATES)) {
      List<Path> templates = files.filter(file -> file.toString().endsWith(".stg")).toList();
      assertThat(templates).hasSizeGreaterThan(5);
      for (Path template : templates) {
        assertThat(OF_SOME_VERSIONS.matcher(Files.readString(template)).results())
            .as(template.toString())
            .isEmpty();
      }
    }
  }
}
