package dev.pagen.toolchain;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deleting folders. Links are deleted, not followed. */
final class FileTree {
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
      delete(libraries.resolve("gconv"));
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
