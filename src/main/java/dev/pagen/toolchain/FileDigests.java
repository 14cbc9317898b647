package dev.pagen.toolchain;

import dev.pagen.files.OwnFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * SHA-256 of files, remembered in a small file by path, size, times and inode, since the libraries
 * that compile are some 200 MB. The memory only saves time: where it cannot be read or written,
 * files are read again.
 */
public final class FileDigests {
  /** A file changed this recently could change again without its time showing it. */
  private static final long SETTLED_AFTER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Optional<Path> memory;
  private final Map<String, String> digests = new HashMap<>();
  private boolean loaded;

  /**
   * Starts with what {@code memory} holds.
   *
   * @param memory the file to remember digests in; empty to remember none
   */
  FileDigests(Optional<Path> memory) {
    this.memory = memory;
  }

  /** The SHA-256 of {@code file}'s bytes, in hexadecimal. */
  synchronized String sha256(Path file) throws IOException {
    Path real = file.toRealPath();
    BasicFileAttributes before = Files.readAttributes(real, BasicFileAttributes.class);
    String key = key(real, before);
    load();
    String known = digests.get(key);
    if (known != null) {
      return known;
    }
    String digest = digest(real, algorithm("SHA-256"));
    long age = now() - before.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    boolean unchanged =
        key.equals(key(real, Files.readAttributes(real, BasicFileAttributes.class)));
    if (unchanged && age > SETTLED_AFTER_NANOS && key.indexOf('\n') < 0) {
      digests.put(key, digest);
      save();
    }
    return digest;
  }

  /** Whether {@code file} was read before and has not changed since. */
  synchronized boolean remembers(Path file) {
    load();
    try {
      Path real = file.toRealPath();
      return digests.containsKey(key(real, Files.readAttributes(real, BasicFileAttributes.class)));
    } catch (IOException e) {
      return false;
    }
  }

  private static long now() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  }

  private static String key(Path file, BasicFileAttributes attributes) throws IOException {
    return attributes.size()
        + ":"
        + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)
        + " "
        + FileState.of(file).change()
        + " "
        + file;
  }

  /** The SHA-256 of {@code bytes}, in hexadecimal. */
  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(algorithm("SHA-256").digest(bytes));
  }

  /** The MD5 of {@code file}'s bytes, in hexadecimal: what Debian packages list of their files. */
  public static String md5(Path file) throws IOException {
    return digest(file, algorithm("MD5"));
  }

  private static MessageDigest algorithm(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has " + name, e);
    }
  }

  private static String digest(Path file, MessageDigest algorithm) throws IOException {
    byte[] buffer = new byte[1 << 18];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        algorithm.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(algorithm.digest());
  }

  private void load() {
    if (loaded || memory.isEmpty()) {
      return;
    }
    loaded = true;
    String text;
    try {
      text = Files.readString(memory.get());
    } catch (IOException e) {
      return; // Unreadable, or not text: as good as not there.
    }
    int at = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
      // A line is: 64 digits, a space, the key.
      if (end - at > 65 && text.charAt(at + 64) == ' ') {
        digests.put(text.substring(at + 65, end), text.substring(at, at + 64));
      }
      at = end + 1;
    }
  }

  private void save() {
    if (memory.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    digests.forEach(
        (key, digest) -> {
          String path = key.substring(key.indexOf(' ', key.indexOf(' ') + 1) + 1);
          if (Files.exists(Path.of(path))) {
            text.append(digest).append(' ').append(key).append('\n');
          }
        });
    Path target = memory.get();
    try {
      OwnFiles.createDirectories(target.toAbsolutePath().resolveSibling(""));
      OwnFiles.replace(target, text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Not remembered; the next run reads the files again.
    }
  }
}
