package dev.pagen.cli;

import dev.pagen.InputFile;
import dev.pagen.PagenException;
import java.io.IOException;
import java.nio.file.Path;

/** The files that were asked for cannot be written. */
final class OutputException extends PagenException {
  OutputException(Path folder, IOException cause) {
    this("--out", folder, cause);
  }

  /** The files of {@code option}. */
  OutputException(String option, Path folder, IOException cause) {
    super(
        "Cannot write to %s: %s. Give %s a folder that you can write to."
            .formatted(folder, InputFile.reason(cause), option),
        cause);
  }
}
