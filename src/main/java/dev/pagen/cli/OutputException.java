package dev.pagen.cli;

import dev.pagen.PagenException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** The files that were asked for cannot be written. */
final class OutputException extends PagenException {
  OutputException(Path folder, IOException cause) {
    this("--out", folder, cause);
  }

  /** The files of {@code option}. */
  OutputException(String option, Path folder, IOException cause) {
    super(
        "Cannot write to %s: %s. Give %s a folder that you can write to."
            .formatted(folder, reason(cause), option),
        cause);
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "it cannot be made";
      case FileAlreadyExistsException e -> e.getFile() + " " + e.getReason();
      case FileSystemException e ->
          Objects.requireNonNullElse(e.getReason(), "it cannot be made at " + e.getFile());
      default -> Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    };
  }
}
