package dev.pagen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The jar, the Python package and the changelog are of one version, and of one day. */
class VersionTest {
  private static String found(String file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(Path.of(file)))
        .results()
        .map((MatchResult match) -> match.group(1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theNewestOfTheChangelogIsWhatTheBuildMakes() throws IOException {
    String version = found("pom.xml", "<artifactId>pa-gen</artifactId>\\s*<version>(.*)</version>");
    assertThat(found("python/pyproject.toml", "(?m)^version = \"(.*)\"")).isEqualTo(version);
    assertThat(found("CHANGELOG.md", "(?m)^## \\[(\\d.*)] - ")).isEqualTo(version);
    assertThat(found("CHANGELOG.md", "(?m)^## \\[\\d.*] - (.*)$"))
        .isEqualTo(found("pom.xml", "outputTimestamp>(.*)T00:00:00Z<"));
  }
}
