package dev.pagen.compile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder for a worker's socket, output and temporary files, readable by its owner alone. It is
 * named after the process that made it, which holds a lock in it as long as it lives: {@link
 * Leftovers} tells by that which are of no use to anyone.
 */
final class Scratch {
  static final String PREFIX = "pagen-";
  static final String LOCK = "lock";

  /** A socket's path must stay below 108 bytes; the longest name under the base takes about 45. */
  private static final int LONGEST_BASE = 60;

  /** With other characters a compiler's log, or its reader, may take a path for two. */
  private static final Pattern PLAIN = Pattern.compile("[\\w/.,+@=-]*");

  private static final Pattern OURS = Pattern.compile("/" + PREFIX + "[0-9]+-[0-9]+$");

  private final Path folder;
  private final FileChannel lock;

  private Scratch(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes the folder of one worker, in the JVM's temporary folder if that will do.
   *
   * @throws CompilerStartException if there is no place for it
   */
  static Scratch create() {
    return create(bases(System.getProperty("java.io.tmpdir")));
  }

  /** Folders that may hold folders of workers, in the order in which to try them. */
  static List<Path> bases(String preferred) {
    return Stream.of(preferred, "/tmp", "/var/tmp")
        .map(base -> Path.of(base).toAbsolutePath())
        .distinct()
        .toList();
  }

  /** Makes the folder of one worker in the first of {@code bases} where that works. */
  static Scratch create(List<Path> bases) {
    StringJoiner problems = new StringJoiner("; ");
    for (Path base : bases) {
      try {
        return in(base);
      } catch (IOException e) {
        problems.add(base + ": " + reason(e));
      }
    }
    throw new CompilerStartException(
        "There is no folder for the compiler's temporary files ("
            + problems
            + "). Set TMPDIR to a folder that you can write to.");
  }

  private static Scratch in(Path base) throws IOException {
    if (base.toString().getBytes(UTF_8).length > LONGEST_BASE) {
      throw new IOException("too long for the path of a socket");
    }
    if (!PLAIN.matcher(base.toString()).matches()) {
      throw new IOException("not only letters of ASCII, digits and /.,+@=-_");
    }
    while (true) {
      Path folder = Files.createTempDirectory(base, PREFIX + ProcessHandle.current().pid() + "-");
      Optional<FileChannel> lock = hold(folder.resolve(LOCK));
      if (lock.isPresent()) {
        return new Scratch(folder, lock.get());
      }
    }
  }

  /** Takes the lock, unless somebody found the folder in the meantime and took it for left over. */
  private static Optional<FileChannel> hold(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null || !Files.exists(file)) {
        channel.close();
        return Optional.empty();
      }
    } catch (IOException e) {
      // A file system without locks: nobody can tell that the folder is left over.
    }
    return Optional.of(channel);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such folder";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }

  /** The folder; absolute. */
  Path folder() {
    return folder;
  }

  /** Deletes the folder with all that is in it, as far as possible. */
  void delete() {
    delete(folder);
    try {
      lock.close();
    } catch (IOException e) {
      // The lock ends with this process.
    }
  }

  /** Deletes a folder with all that is in it, as far as possible. Links are not followed. */
  static void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // Someone else deletes here too, or the disk is gone: Leftovers comes by again.
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
