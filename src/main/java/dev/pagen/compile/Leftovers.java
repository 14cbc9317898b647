package dev.pagen.compile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The {@link Scratch} folders of processes that were killed: real folders, this user's own, whose
 * lock nobody holds. One without a lock, whose process was killed while it made the folder, must
 * have lain for a day.
 */
final class Leftovers {
  private static final Duration ABANDONED = Duration.ofDays(1);

  private static final AtomicBoolean DONE = new AtomicBoolean();

  private Leftovers() {}

  /** Deletes them wherever this process may make such folders, once per process. Never fails. */
  static void deleteOnce() {
    if (!DONE.getAndSet(true)) {
      Scratch.bases(System.getProperty("java.io.tmpdir")).forEach(Leftovers::deleteIn);
    }
  }

  /** Deletes those in {@code base}, as far as possible. */
  static void deleteIn(Path base) {
    // This process would lose its own locks by opening and closing their files.
    String own = Scratch.PREFIX + ProcessHandle.current().pid() + "-";
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(
            base,
            entry -> {
              String name = entry.getFileName().toString();
              return name.startsWith(Scratch.PREFIX) && !name.startsWith(own);
            })) {
      Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      for (Path folder : folders) {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && user.equals(Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
          deleteUnlessHeld(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Another run may have more luck.
    }
  }

  private static void deleteUnlessHeld(Path folder) throws IOException {
    try (FileChannel lock =
        FileChannel.open(
            folder.resolve(Scratch.LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (lock.tryLock() != null) {
        Scratch.delete(folder);
      }
    } catch (NoSuchFileException e) {
      FileTime made = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS);
      if (made.toInstant().isBefore(Instant.now().minus(ABANDONED))) {
        Scratch.delete(folder);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process, in another class loader.
    }
  }
}
