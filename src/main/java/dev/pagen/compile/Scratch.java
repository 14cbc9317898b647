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

  private static final String POOL = "pagen-";
  private static final String WORKER = "worker-";

  private static final Pattern ORPHAN = Pattern.compile("/" + POOL + "\\w+/" + WORKER + "\\d+$");

  private Scratch() {}

  static Path create() throws IOException {
    Path base = Path.of(System.getProperty("java.io.tmpdir"));
    if (base.toString().length() > LONGEST_BASE) {
      base = Path.of("/tmp");
    }
    return Files.createTempDirectory(base, POOL);
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

  /** The folder of a pool's worker. */
  static Path ofWorker(Path pool, int number) {
    return pool.resolve(WORKER + number);
  }

  /**
   * Deletes a worker's folder, and the pool's if this was the last in it: what is left to do when
   * the process that made them is gone. A folder that is not of this class's making stays.
   */
  static void deleteOrphan(Path worker) {
    if (!ORPHAN.matcher(worker.toString()).find()) {
      return;
    }
    delete(worker);
    try {
      Files.deleteIfExists(worker.resolve("..").normalize());
    } catch (IOException e) {
      // Another worker's folder is still in it.
    }
  }
}
