package dev.pagen.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A file that is written under another name, and gets its own in one rename. */
final class StagedFile {
  private final Path temporary;
  private final Path place;

  /** Tells the file from another that has got its name since. */
  private @Nullable Object identity;

  StagedFile(Path temporary, Path place) {
    this.temporary = temporary;
    this.place = place;
  }

  /** Where to write it. */
  Path temporary() {
    return temporary;
  }

  /** Where it is to be. */
  Path place() {
    return place;
  }

  /** Gives it its name, whatever file has that. */
  void publish() throws IOException {
    if (Files.isDirectory(place)) {
      throw new FileAlreadyExistsException(place.toString(), null, "is a folder");
    }
    identity = identity(temporary);
    Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes it away under either name, as far as possible, and no file of another process. */
  void withdraw() {
    try {
      Files.deleteIfExists(temporary);
      if (identity != null && identity.equals(identity(place))) {
        Files.deleteIfExists(place);
      }
    } catch (IOException e) {
      // What could not be written is what the user has to know.
    }
  }

  private static @Nullable Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }
}
