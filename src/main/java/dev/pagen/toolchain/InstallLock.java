package dev.pagen.toolchain;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one installation at a time into a folder, among threads and among processes. The operating
 * system frees the lock of a process that dies.
 */
final class InstallLock implements AutoCloseable {
  /** A file lock belongs to the process: threads of one need a lock of their own, by its file. */
  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private static final long POLL_MILLIS = 200;

  private final ReentrantLock threads;
  private final FileChannel channel;

  private InstallLock(ReentrantLock threads, FileChannel channel) {
    this.threads = threads;
    this.channel = channel;
  }

  /**
   * Waits until the lock is free, and takes it.
   *
   * @param waiting called again and again while another holds it
   */
  static InstallLock take(Path file, Runnable waiting) throws IOException, InterruptedException {
    ReentrantLock threads =
        THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), _ -> new ReentrantLock());
    while (!threads.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      waiting.run();
    }
    boolean taken = false;
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        while (tryLock(channel).isEmpty()) {
          waiting.run();
          Thread.sleep(POLL_MILLIS);
        }
        taken = true;
        return new InstallLock(threads, channel);
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    } finally {
      if (!taken) {
        threads.unlock();
      }
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // Held through another class loader of this process.
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      threads.unlock();
    }
  }
}
