package dev.pagen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The versions that the README says releases are tested with are those that the tests have. */
@Tag("compiler")
class TestedVersionsTest {
  private static final Pattern VERSION = Pattern.compile("(HIPRTC|NVRTC) (\\d+\\.\\d+)");

  private static List<String> listed() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            TestedVersionsTest.class.getResourceAsStream("tested-versions.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  @Test
  void theReadmeNamesThem() throws IOException {
    String readme = Files.readString(Path.of("README.md")).replaceAll("\\s+", " ");
    String last = listed().getLast();
    String others = String.join(", ", listed().subList(0, listed().size() - 1));
    assertThat(readme).contains("tested with " + others + " and " + last);
  }

  /** A newer one may come to a machine before a release is made with it; an older one may not. */
  @Test
  void theCompilerOfTheseTestsIsListedOrNewer() throws IOException {
    Matcher own = VERSION.matcher(TestToolchain.get().version());
    assertThat(own.find()).isTrue();
    List<String> versions =
        listed().stream()
            .map(VERSION::matcher)
            .filter(m -> m.find() && m.group(1).equals(own.group(1)))
            .map(m -> m.group(2))
            .toList();
    assertThat(versions)
        .anyMatch(version -> VersionOrder.OLDEST_FIRST.compare(own.group(2), version) >= 0);
  }
}
