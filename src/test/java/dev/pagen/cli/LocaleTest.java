package dev.pagen.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Kernels, their names and manifests are the same whatever language a server's Java speaks. */
@Isolated("the locale is the whole process's")
@Tag("compiler")
class LocaleTest {
  private static final Locale USUAL = Locale.getDefault();

  @TempDir private Path folder;

  @AfterEach
  void restore() {
    Locale.setDefault(USUAL);
  }

  /** Arabic has digits of its own. */
  @Test
  void filesDoNotDependOnTheLocale() throws IOException {
    Map<String, List<String>> expected = files("root", Locale.ROOT);
    Map<String, List<String>> actual = files("arabic", Locale.forLanguageTag("ar-EG"));
    assertThat(expected).hasSize(9);
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, lines) -> assertThat(actual.get(name)).as(name).isEqualTo(lines));
  }

  private Map<String, List<String>> files(String name, Locale locale) throws IOException {
    Locale.setDefault(locale);
    Path out = folder.resolve(name);
    TestMachine.withToolchain(folder)
        .run(
            "generate",
            "examples/models/grok-1.json",
            "--tp=8",
            "--arch=gfx942",
            "--floor",
            "--emit=cpp",
            "--kv-strides=256,128,256,128",
            "--out=" + out)
        .succeeded();
    Map<String, List<String>> files = new TreeMap<>();
    try (Stream<Path> written = Files.list(out)) {
      for (Path file : (Iterable<Path>) written::iterator) {
        files.put(
            String.valueOf(file.getFileName()),
            Files.readString(file, ISO_8859_1).lines().toList());
      }
    }
    return files;
  }
}
