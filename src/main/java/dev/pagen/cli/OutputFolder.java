package dev.pagen.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A folder that a command's files appear in all together, or not at all. */
final class OutputFolder {
  private final Path folder;

  private OutputFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder {@code path}, made if need be.
   *
   * @throws OutputException if nothing can be written there
   */
  static OutputFolder open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".pa-gen-", ".tmp"));
    } catch (IOException e) {
      throw new OutputException(folder, e);
    }
    return new OutputFolder(folder);
  }

  /**
   * Writes all files, replacing those of the same name.
   *
   * @param files bytes by file name
   * @return the paths, in the order of {@code files}
   * @throws OutputException if they cannot all be written; then none of them is left half-written
   */
  List<Path> write(Map<String, byte[]> files) {
    Map<Path, Path> staged = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path temporary = Files.createTempFile(folder, ".pa-gen-", ".tmp");
        staged.put(temporary, folder.resolve(file.getKey()));
        Files.write(temporary, file.getValue());
        temporary.toFile().setReadable(true, false);
      }
      List<Path> written = new ArrayList<>();
      for (Map.Entry<Path, Path> file : staged.entrySet()) {
        Files.move(file.getKey(), file.getValue(), StandardCopyOption.REPLACE_EXISTING);
        written.add(file.getValue());
      }
      return written;
    } catch (IOException e) {
      throw new OutputException(folder, e);
    } finally {
      staged.keySet().forEach(OutputFolder::deleteIfThere);
    }
  }

  private static void deleteIfThere(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
