package dev.pagen;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that somebody named. It may be anything, a device that never ends too, so that it is read
 * no further than files of its kind are long.
 *
 * <p>Internal: for other packages of pa-gen.
 */
public final class InputFile {
  /** Longest JSON or YAML that people and programs write by hand: 16 MiB. */
  public static final int DOCUMENT_BYTES = 1 << 24;

  /** Longest code object: 256 MiB, far more than any kernel takes. */
  public static final int CODE_BYTES = 1 << 28;

  private InputFile() {}

  /**
   * All bytes of a file.
   *
   * @param most bytes that such a file has at most, less than 2^31 - 1
   * @throws IOException if it cannot be read or is longer; the message says why, without the name
   */
  public static byte[] read(Path file, int most) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a folder");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, most);
    } catch (NoSuchFileException e) {
      throw new IOException("no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException("permission denied", e);
    }
  }

  /**
   * The rest of a file that is open.
   *
   * @param most bytes that there are at most, less than 2^31 - 1
   * @throws IOException if it cannot be read or is longer
   */
  public static byte[] read(InputStream in, int most) throws IOException {
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new IOException("it has more than %d bytes, too many for such a file".formatted(most));
    }
    return bytes;
  }

  /** Why something could not be read or written: Java's words are often just the file's name. */
  public static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied at " + denied.getFile();
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      case FileAlreadyExistsException other ->
          other.getFile() + " " + Objects.requireNonNullElse(other.getReason(), "is no folder");
      case FileSystemException failed ->
          failed.getFile() + ": " + Objects.requireNonNullElse(failed.getReason(), "not possible");
      default -> Objects.requireNonNullElse(e.getMessage(), e.toString());
    };
  }

  /**
   * The same as text.
   *
   * @throws IOException as {@link #read}; bytes that are no UTF-8 are replaced
   */
  public static String text(Path file, int most) throws IOException {
    return new String(read(file, most), StandardCharsets.UTF_8);
  }
}
