package dev.pagen.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Folders for the workers' sockets, output and temporary files, readable by their owner alone. */
final class Scratch {
  /** A socket's path must stay below 108 bytes; the longest name under the base takes about 35. */
  private static final int LONGEST_BASE = 70;

  private static final String PREFIX = "pagen-";

  private static final Pattern OURS = Pattern.compile("/" + PREFIX + "\\w+$");

  private Scratch() {}

  /** Makes the folder of one worker. */
  static Path create() throws IOException {
    Path base = Path.of(System.getProperty("java.io.tmpdir"));
    if (base.toString().length() > LONGEST_BASE) {
      base = Path.of("/tmp");
    }
    return Files.createTempDirectory(base, PREFIX);
  }

  /** Deletes a folder with all that is in it, as far as possible. */
  static void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // Someone else deletes here too, or the disk is gone: what is left is in the system's
      // temporary folder, whose business it is.
    }
  }

  /**
   * Deletes the folder of a worker whose parent has no more use for it, or is gone. A folder that
   * is not of this class's making stays.
   */
  static void deleteOrphan(Path folder) {
    if (OURS.matcher(folder.toString()).find()) {
      delete(folder);
    }
  }
}
