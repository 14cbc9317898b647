package dev.pagen.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A folder that a command's files appear in all together, or not at all. */
final class OutputFolder {
  private final Path folder;
  private final Writer writer;

  /** Writes one file; {@link Files#write} but in tests. */
  @FunctionalInterface
  interface Writer {
    Path write(Path file, byte[] bytes, OpenOption... options) throws IOException;
  }

  OutputFolder(Path folder, Writer writer) {
    this.folder = folder.toAbsolutePath().normalize();
    this.writer = writer;
  }

  /**
   * The folder {@code path}, which need not exist: it is made when there is something to write.
   *
   * @throws OutputException if nothing can be written there
   */
  static OutputFolder at(Path path) {
    OutputFolder output = new OutputFolder(path, Files::write);
    output.check();
    return output;
  }

  /** Tries it out, and leaves no trace of that. */
  private void check() {
    Deque<Path> made = new ArrayDeque<>();
    try {
      make(made);
      Path probe = temporary("check");
      Files.createFile(probe);
      Files.delete(probe);
    } catch (IOException e) {
      throw new OutputException(folder, e);
    } finally {
      made.forEach(OutputFolder::deleteIfPossible);
    }
  }

  /**
   * Writes all files, replacing those of the same name.
   *
   * @param files bytes by file name
   * @return the paths, in the order of {@code files}
   * @throws OutputException if they cannot all be written; then nothing is left of them, nor of the
   *     folder if it was not there before
   */
  List<Path> write(Map<String, byte[]> files) {
    Deque<Path> undo = new ArrayDeque<>();
    boolean done = false;
    try {
      make(undo);
      Map<Path, Path> staged = new LinkedHashMap<>();
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path place = folder.resolve(file.getKey());
        if (Files.isDirectory(place)) {
          throw new FileAlreadyExistsException(place.toString(), null, "is a folder");
        }
        Path temporary = temporary(file.getKey());
        undo.push(temporary);
        writer.write(temporary, file.getValue(), StandardOpenOption.CREATE_NEW);
        staged.put(temporary, place);
      }
      for (Map.Entry<Path, Path> file : staged.entrySet()) {
        Files.move(file.getKey(), file.getValue(), StandardCopyOption.REPLACE_EXISTING);
        undo.push(file.getValue());
      }
      done = true;
      return new ArrayList<>(staged.values());
    } catch (IOException e) {
      throw new OutputException(folder, e);
    } finally {
      if (!done) {
        undo.forEach(OutputFolder::deleteIfPossible);
      }
    }
  }

  /** Makes the folder and those above it, noting each that was not there, innermost first. */
  private void make(Deque<Path> made) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path place = folder; place != null && !Files.exists(place); place = place.getParent()) {
      missing.push(place);
    }
    for (Path place : missing) {
      Files.createDirectory(place);
      made.push(place);
    }
    if (!Files.isDirectory(folder)) {
      throw new FileAlreadyExistsException(folder.toString(), null, "is not a folder");
    }
  }

  private Path temporary(String name) {
    return folder.resolve(
        ".%s.%d-%x.tmp".formatted(name, ProcessHandle.current().pid(), System.nanoTime()));
  }

  /** Something else may have been put into a folder meanwhile; then it stays. */
  private static void deleteIfPossible(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // What could not be written is what the user has to know.
    }
  }
}
