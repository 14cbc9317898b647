package dev.pagen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder in {@code target}, for what is of no use to the next run of the tests. */
public record PassingFolder(Path path) implements AutoCloseable {

  /** Makes one, whose name begins so. */
  public static PassingFolder make(String prefix) {
    try {
      return new PassingFolder(
          Files.createTempDirectory(Path.of("target").toAbsolutePath(), prefix));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes it and what is in it; of a link the link alone. */
  @Override
  public void close() {
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
