package dev.pagen.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What tells without reading a file that it has not changed.
 *
 * @param size bytes
 * @param seconds when its contents were written last, which a copy may keep
 * @param change its inode and when anything of it changed last, in nanoseconds, which nobody can
 *     set: {@code INODE:NANOSECONDS}, or {@code -} on a file system without
 */
record FileState(long size, long seconds, String change) {
  /** The state of a file now; links are followed. */
  static FileState of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileState(
        attributes.size(), attributes.lastModifiedTime().to(TimeUnit.SECONDS), change(file));
  }

  private static String change(Path file) throws IOException {
    try {
      Map<String, Object> unix = Files.readAttributes(file, "unix:ino,ctime");
      FileTime changed = (FileTime) Objects.requireNonNull(unix.get("ctime"));
      return unix.get("ino") + ":" + changed.to(TimeUnit.NANOSECONDS);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return "-";
    }
  }
}
