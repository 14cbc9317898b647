package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir private Path temporary;

  @Test
  void writesAllFilesAndNothingElse() throws IOException {
    Path out = temporary.resolve("a/b");
    List<Path> written = OutputFolder.at(out).write(files("one", "two"));
    assertThat(written).containsExactly(out.resolve("one"), out.resolve("two"));
    assertThat(out.resolve("two")).hasContent("content of two");
    assertThat(inside(out)).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void replacesFilesOfTheSameName() throws IOException {
    Files.writeString(temporary.resolve("one"), "old");
    OutputFolder.at(temporary).write(files("one"));
    assertThat(temporary.resolve("one")).hasContent("content of one");
  }

  @Test
  void makesNoFolderBeforeThereIsSomethingToWrite() {
    OutputFolder.at(temporary.resolve("a/b"));
    assertThat(inside(temporary)).isEmpty();
  }

  @Test
  void aFullDiskLeavesNothingBehind() {
    OutputFolder.Writer full =
        (file, bytes, options) -> {
          if (file.getFileName().toString().contains("two")) {
            Files.write(file, new byte[] {1}, options);
            throw new IOException("No space left on device");
          }
          return Files.write(file, bytes, options);
        };
    OutputFolder out = new OutputFolder(temporary.resolve("a/b"), full);
    assertThatThrownBy(() -> out.write(files("one", "two", "three")))
        .isInstanceOf(OutputException.class)
        .hasMessageContainingAll("Cannot write to", "a/b", "No space left on device", "--out");
    assertThat(inside(temporary)).isEmpty();
  }

  @Test
  void aFolderInPlaceOfAFileIsNamedAndKept() throws IOException {
    Files.createDirectory(temporary.resolve("two"));
    OutputFolder out = OutputFolder.at(temporary);
    assertThatThrownBy(() -> out.write(files("one", "two")))
        .hasMessageContaining(temporary.resolve("two") + " is a folder");
    assertThat(inside(temporary)).containsExactly(temporary.resolve("two"));
  }

  @Test
  void whatOthersPutThereStays() throws IOException {
    Path out = temporary.resolve("out");
    OutputFolder.Writer intruder =
        (file, bytes, options) -> {
          Files.writeString(out.resolve("theirs"), "theirs");
          throw new IOException("planted");
        };
    assertThatThrownBy(() -> new OutputFolder(out, intruder).write(files("one")))
        .hasMessageContaining("planted");
    assertThat(inside(temporary)).containsExactlyInAnyOrder(out, out.resolve("theirs"));
  }

  private static Map<String, byte[]> files(String... names) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : names) {
      files.put(name, ("content of " + name).getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  private static List<Path> inside(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> !file.equals(folder)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
