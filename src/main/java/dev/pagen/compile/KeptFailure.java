package dev.pagen.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the source and the log of a failed compile went.
 *
 * @param source the file with the source, if it could be written
 * @param note the same for people
 */
record KeptFailure(Optional<Path> source, String note) {
  /** How many failures a folder keeps. */
  static final int MOST = 50;

  /** How many bytes a folder keeps, unless the last failure alone takes more. */
  static final long MOST_BYTES = 32L << 20;

  private static final String SOURCE = ".hip";
  private static final String LOG = ".log";

  /** A failure in the folder; its time is that of the source, in milliseconds. */
  private record Earlier(Path source, long time, long bytes) {
    static Earlier of(Path source) {
      // Unlike those of java.nio, these answer 0 for a file that another process has just deleted.
      long bytes = source.toFile().length() + logOf(source).toFile().length();
      return new Earlier(source, source.toFile().lastModified(), bytes);
    }

    void delete() throws IOException {
      Files.deleteIfExists(logOf(source));
      Files.deleteIfExists(source);
    }
  }

  /**
   * Writes {@code NAME.hip} and {@code NAME.log} into {@code folder}, and deletes the oldest there
   * if they have become too many. Any number of processes may do so at once.
   */
  static KeptFailure write(Path folder, CompileRequest request, String log) {
    Path source = folder.resolve(request.name() + SOURCE).toAbsolutePath();
    try {
      Files.createDirectories(folder);
      // The source first: a log is known by its source when its turn comes to go.
      Files.writeString(source, request.source());
      Files.writeString(logOf(source), log);
      deleteOldest(source);
      return new KeptFailure(Optional.of(source), "The source is kept in " + source);
    } catch (IOException e) {
      return new KeptFailure(
          Optional.empty(), "The source could not be kept in " + source + " (" + e + ")");
    }
  }

  /** Keeps {@code last}, and of the others the newest that there is room for. */
  private static void deleteOldest(Path last) {
    try (Stream<Path> files = Files.list(last.resolveSibling(""))) {
      List<Earlier> newestFirst =
          files
              .filter(file -> file.toString().endsWith(SOURCE) && !file.equals(last))
              .map(Earlier::of)
              .sorted(Comparator.comparingLong(Earlier::time).reversed())
              .toList();
      int kept = 1;
      long bytes = Earlier.of(last).bytes();
      for (Earlier failure : newestFirst) {
        kept++;
        bytes += failure.bytes();
        if (kept > MOST || bytes > MOST_BYTES) {
          failure.delete();
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // The next failure tries again.
    }
  }

  private static Path logOf(Path source) {
    String file = source.toFile().getName();
    return source.resolveSibling(file.substring(0, file.length() - SOURCE.length()) + LOG);
  }
}
