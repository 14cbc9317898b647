package dev.pagen.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Makes files and folders that only their owner may write, whatever the umask leaves to others:
 * {@link Ownership} would refuse them otherwise.
 */
public final class OwnFiles {
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private OwnFiles() {}

  /** Makes a folder, and those above it that are missing. */
  public static Path createDirectories(Path folder) throws IOException {
    return Files.createDirectories(folder, permissions(folder, "rwxr-xr-x"));
  }

  /** Makes a folder that is not there. */
  public static Path createDirectory(Path folder) throws IOException {
    return Files.createDirectory(folder, permissions(folder, "rwxr-xr-x"));
  }

  /** Writes a file, making it or replacing what it holds. */
  public static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
  }

  /** Puts a file in place of another, or of none, in one rename: nobody finds half of it. */
  public static void replace(Path file, byte[] bytes) throws IOException {
    Path temporary = file.resolveSibling(".%s.%s".formatted(file.getFileName(), UUID.randomUUID()));
    try {
      write(temporary, bytes);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Opens a file, making it if the options say so. */
  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), permissions(file, "rw-r--r--"));
  }

  /** Takes the right to write away from others, in all of a folder. */
  public static void seal(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(folder)) {
      all = tree.filter(path -> !Files.isSymbolicLink(path)).toList();
    }
    for (Path path : all) {
      PosixFileAttributeView view =
          Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      if (view == null) {
        return;
      }
      Set<PosixFilePermission> permissions = view.readAttributes().permissions();
      if (permissions.removeAll(OTHERS_WRITE)) {
        Files.setPosixFilePermissions(path, permissions);
      }
    }
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
