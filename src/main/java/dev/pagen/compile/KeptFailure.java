package dev.pagen.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the source and the log of a failed compile went.
 *
 * @param source the file with the source, if it could be written
 * @param note the same for people
 */
record KeptFailure(Optional<Path> source, String note) {

  /** Writes {@code NAME.hip} and {@code NAME.log} into {@code folder}. */
  static KeptFailure write(Path folder, CompileRequest request, String log) {
    Path source = folder.resolve(request.name() + ".hip").toAbsolutePath();
    try {
      Files.createDirectories(folder);
      Files.writeString(source, request.source());
      Files.writeString(folder.resolve(request.name() + ".log"), log);
      return new KeptFailure(Optional.of(source), "The source is kept in " + source);
    } catch (IOException e) {
      return new KeptFailure(
          Optional.empty(), "The source could not be kept in " + source + " (" + e + ")");
    }
  }
}
