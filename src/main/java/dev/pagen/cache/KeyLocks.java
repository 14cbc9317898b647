package dev.pagen.cache;

import dev.pagen.files.OwnFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One lock per key of a cache folder, held against other threads by a lock in memory and against
 * other processes by a lock on one byte of the file {@code lock}: the byte whose number is the
 * beginning of the key.
 *
 * <p>There is one instance per folder and process, and it never closes the lock file, because on
 * POSIX systems a process that closes a file loses all its locks on it, whichever channel they were
 * taken by. A folder where no lock can be taken (read-only, or a network file system without locks)
 * still has the lock in memory: processes may then compile the same kernel twice, which is only a
 * waste.
 */
final class KeyLocks {
  private static final Map<Path, KeyLocks> OF_FOLDER = new ConcurrentHashMap<>();
  private static final long POLL_MILLIS = 20;

  private final Path file;
  private final Map<CacheKey, Counted> inProcess = new ConcurrentHashMap<>();
  private @Nullable FileChannel channel;
  private @Nullable Object channelFile;

  private static final class Counted {
    final ReentrantLock lock = new ReentrantLock();
    int users;
  }

  private KeyLocks(Path folder) {
    this.file = folder.resolve("lock");
  }

  /** The locks of a folder, which need not exist. */
  static KeyLocks of(Path folder) {
    return OF_FOLDER.computeIfAbsent(folder.toAbsolutePath().normalize(), KeyLocks::new);
  }

  /**
   * Runs {@code action} while holding the key's lock. While it waits, and once more when it has the
   * lock, it asks {@code done}, and returns what that finds instead.
   *
   * @throws CacheException if the thread is interrupted while it waits
   */
  <T> T locked(CacheKey key, Supplier<Optional<T>> done, Supplier<T> action) {
    Counted counted = enter(key);
    try {
      counted.lock.lockInterruptibly();
      try {
        return withFileLock(key, done, action);
      } finally {
        counted.lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheException(
          "interrupted while waiting for another compilation of the same kernel, " + key, e);
    } finally {
      leave(key);
    }
  }

  /** Runs {@code action} if nobody holds the key's lock; whether it did. */
  boolean ifFree(CacheKey key, IoAction action) throws IOException {
    Counted counted = enter(key);
    try {
      if (!counted.lock.tryLock()) {
        return false;
      }
      FileLock lock = null;
      try {
        Optional<FileChannel> lockFile = lockFile();
        lock = lockFile.isPresent() ? tryLock(lockFile.get(), key) : null;
        if (lock == null && lockFile.isPresent()) {
          return false;
        }
        action.run();
        return true;
      } finally {
        release(lock);
        counted.lock.unlock();
      }
    } finally {
      leave(key);
    }
  }

  /** Something to do that may fail as files do. */
  @FunctionalInterface
  interface IoAction {
    void run() throws IOException;
  }

  private <T> T withFileLock(CacheKey key, Supplier<Optional<T>> done, Supplier<T> action)
      throws InterruptedException {
    Optional<T> found = done.get();
    FileLock lock = null;
    try {
      Optional<FileChannel> lockFile = lockFile();
      while (found.isEmpty() && lockFile.isPresent()) {
        lock = tryLock(lockFile.get(), key);
        found = done.get();
        if (lock != null) {
          break;
        }
        Thread.sleep(POLL_MILLIS);
      }
      return found.isPresent() ? found.get() : action.get();
    } catch (IOException e) {
      // No locks here: go on without.
      return done.get().orElseGet(action);
    } finally {
      release(lock);
    }
  }

  private Counted enter(CacheKey key) {
    return inProcess.compute(
        key,
        (k, present) -> {
          Counted counted = present == null ? new Counted() : present;
          counted.users++;
          return counted;
        });
  }

  private void leave(CacheKey key) {
    inProcess.computeIfPresent(key, (k, counted) -> --counted.users == 0 ? null : counted);
  }

  /** The open lock file, opened anew if somebody has deleted it; empty if it cannot be opened. */
  private synchronized Optional<FileChannel> lockFile() {
    try {
      if (channel == null
          || !channel.isOpen()
          || !Files.exists(file)
          || !fileKey().equals(channelFile)) {
        OwnFiles.createDirectories(file.resolveSibling(""));
        channel = OwnFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channelFile = fileKey();
      }
      return Optional.of(channel);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Object fileKey() throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file : key;
  }

  private static @Nullable FileLock tryLock(FileChannel channel, CacheKey key) throws IOException {
    long position = Long.parseLong(key.hex().substring(0, 15), 16);
    try {
      return channel.tryLock(position, 1, false);
    } catch (OverlappingFileLockException e) {
      // Held by another copy of this class in this process.
      return null;
    }
  }

  private static void release(@Nullable FileLock lock) {
    if (lock == null) {
      return;
    }
    try {
      lock.release();
    } catch (IOException e) {
      // The lock ends with the process at the latest.
    }
  }
}
