package dev.pagen.toolchain;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whole folders. Links are deleted, copied and counted themselves, not followed. */
final class FileTree {
  /** The C library's character sets, which nothing here asks for. */
  private static final String CHARACTER_SETS = "gconv";

  private static final Set<String> KEPT_IN_ROOT = Set.of("usr", "lib", "lib64");
  private static final Set<String> KEPT_IN_USR = Set.of("lib", "lib64");

  private FileTree() {}

  /** Deletes {@code folder} and all in it; what is gone already is no error. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
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
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Leaves only libraries in a folder that Debian packages were unpacked into. */
  static void prune(Path root) throws IOException {
    keep(root, KEPT_IN_ROOT);
    keep(root.resolve("usr"), KEPT_IN_USR);
    for (Path libraries : UnpackedRoot.libraryPath(root)) {
      delete(libraries.resolve(CHARACTER_SETS));
    }
  }

  /** Copies of an unpacked root what {@link #prune} would leave of it. */
  static void copyLibraries(Path root, Path to, Runnable meanwhile) throws IOException {
    for (String name : KEPT_IN_ROOT) {
      Path from = root.resolve(name);
      if (Files.isSymbolicLink(from)) {
        Files.copy(from, to.resolve(name), LinkOption.NOFOLLOW_LINKS);
      } else if (name.equals("usr")) {
        for (String below : KEPT_IN_USR) {
          copy(from.resolve(below), to.resolve(name).resolve(below), meanwhile);
        }
      } else {
        copy(from, to.resolve(name), meanwhile);
      }
    }
  }

  /** Copies {@code folder} with all in it; if it is not there, nothing. */
  private static void copy(Path folder, Path to, Runnable meanwhile) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.createDirectories(to.toAbsolutePath().getParent());
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes)
              throws IOException {
            if (entered.endsWith(CHARACTER_SETS)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(folder.relativize(entered)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            meanwhile.run();
            if (attributes.isRegularFile() || attributes.isSymbolicLink()) {
              Files.copy(
                  file,
                  to.resolve(folder.relativize(file)),
                  LinkOption.NOFOLLOW_LINKS,
                  StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The bytes of all files in {@code folder}. */
  static long bytes(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      long sum = 0;
      for (Path file : (Iterable<Path>) all::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          sum += Files.size(file);
        }
      }
      return sum;
    }
  }

  private static void keep(Path folder, Set<String> names) throws IOException {
    String[] all = folder.toFile().list();
    if (all != null) {
      for (String name : all) {
        if (!names.contains(name)) {
          delete(folder.resolve(name));
        }
      }
    }
  }
}
