package dev.pagen.cache;

import dev.pagen.files.OwnFiles;
import dev.pagen.files.Ownership;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The cache folder: entries at {@code ab/cdef...} (the key's digits), unfinished and discarded ones
 * in {@code tmp}. An entry appears and disappears by one rename of its folder, so a reader sees all
 * of it or, if it vanishes while being read, a missing file, which is a miss.
 *
 * @param ownership who may be able to write what lies in it
 */
record EntryStore(Path root, FileWriter writer, Ownership ownership) {
  /** How old a folder in {@code tmp} must be to be taken for a crashed process's. */
  static final Duration STALE = Duration.ofHours(1);

  private static final String TEMPORARY = "tmp";
  private static final int PUBLISH_ATTEMPTS = 4;
  private static final String TWO_DIGITS = "[0-9a-f][0-9a-f]";

  /** A cache that only this process's user may be able to write in. */
  EntryStore(Path root, FileWriter writer) {
    this(root, writer, Ownership.OWN);
  }

  /** A stored entry's key and folder. */
  record Stored(CacheKey key, EntryFolder folder) {}

  EntryFolder folder(CacheKey key) {
    return new EntryFolder(group(key).resolve(key.hex().substring(2)), ownership);
  }

  private Path group(CacheKey key) {
    return root.resolve(key.hex().substring(0, 2));
  }

  /** The entry of a key, if it is there and whole. */
  Optional<CacheEntry> find(CacheKey key) {
    try {
      EntryFolder folder = folder(key);
      requireInside(group(key));
      return Optional.of(folder.read(key));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Puts an entry in place. If a whole one is there already it stays; a damaged one is replaced.
   *
   * @throws IOException if it cannot be stored; nothing of it is left then
   */
  void publish(CacheRequest request, CacheEntry entry) throws IOException {
    Path temporary = newTemporary();
    try {
      new EntryFolder(temporary, ownership).write(request, entry, writer);
      EntryFolder target = folder(entry.key());
      requireInside(OwnFiles.createDirectories(group(entry.key())));
      for (int attempt = 1; ; attempt++) {
        try {
          Files.move(temporary, target.path(), StandardCopyOption.ATOMIC_MOVE);
          return;
        } catch (FileSystemException e) {
          if (attempt == PUBLISH_ATTEMPTS || !Files.exists(target.path())) {
            throw e;
          }
          if (find(entry.key()).isPresent()) {
            return;
          }
          remove(target);
        }
      }
    } finally {
      deleteQuietly(temporary);
    }
  }

  /** Takes an entry away, if it is there. */
  void remove(EntryFolder entry) throws IOException {
    Path discarded = temporaryPath();
    try {
      Files.move(entry.path(), discarded, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return; // Another process was faster.
    } catch (IOException e) {
      // On a full disk even a rename can fail. Without its record the entry is a miss.
      Files.deleteIfExists(entry.path().resolve(EntryRecord.FILE));
      discarded = entry.path();
    }
    deleteQuietly(discarded);
  }

  /** Everything that stands where an entry should, whole or not; empty if there is no folder. */
  List<Stored> all() throws IOException {
    List<Stored> all = new ArrayList<>();
    for (Path group : children(root)) {
      String start = String.valueOf(group.getFileName());
      if (start.matches(TWO_DIGITS)) {
        for (Path path : children(group)) {
          String hex = start + path.getFileName();
          if (hex.matches("[0-9a-f]{64}")) {
            all.add(new Stored(new CacheKey(hex), new EntryFolder(path, ownership)));
          }
        }
      }
    }
    return all;
  }

  /** Deletes what crashed processes left in {@code tmp}. */
  void deleteStale(Instant now) throws IOException {
    Path temporary = root.resolve(TEMPORARY);
    if (Files.isSymbolicLink(temporary)) {
      return; // What lies there is not the cache's.
    }
    for (Path path : children(temporary)) {
      try {
        if (Files.getLastModifiedTime(path).toInstant().plus(STALE).isBefore(now)) {
          deleteQuietly(path);
        }
      } catch (NoSuchFileException e) {
        // Its owner is alive and has finished with it.
      }
    }
  }

  private Path newTemporary() throws IOException {
    return OwnFiles.createDirectory(temporaryPath());
  }

  private Path temporaryPath() throws IOException {
    Path parent = OwnFiles.createDirectories(root.resolve(TEMPORARY));
    requireInside(parent);
    return parent.resolve(ProcessHandle.current().pid() + "-" + UUID.randomUUID());
  }

  /** Returns if a folder in the cache is one, is no link to another, and nobody else's. */
  private void requireInside(Path folder) throws IOException {
    if (Files.isSymbolicLink(folder)) {
      throw new InvalidEntryException(folder + " is a link, which leads out of the cache");
    }
    EntryFolder.requireOwn(folder, ownership);
  }

  /** The folders in a folder. Links are not followed: what they lead to is not the cache's. */
  private static List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(
            folder, path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
      stream.forEach(children::add);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return children;
  }

  /** Deletes a folder as far as possible; what is left is stale one day. */
  private static void deleteQuietly(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error)
                throws IOException {
              Files.deleteIfExists(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // Gone already, or not ours to delete.
    }
  }
}
