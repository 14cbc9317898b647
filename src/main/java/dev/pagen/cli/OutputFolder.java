package dev.pagen.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A folder that a command's files appear in all together, or not at all. */
final class OutputFolder {
  /** Each is lost to another process that fails at that very moment. */
  private static final int MOST_ATTEMPTS = 1000;

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

  /**
   * Tries it out, and leaves no trace of that: in a folder of its own beside the first that is
   * missing, so that no other process ever sees one come and go.
   */
  private void check() {
    untilFoldersStay(
        () -> {
          Path place = nearest(folder);
          requireFolder(place);
          Path trial = temporary(place, "check");
          Deque<Path> undo = new ArrayDeque<>();
          try {
            Path below = trial.resolve(place.relativize(folder)).normalize();
            make(below, undo);
            Path probe = below.resolve("probe");
            Files.createFile(probe);
            undo.push(probe);
            return probe;
          } finally {
            undo.forEach(OutputFolder::deleteIfPossible);
          }
        });
  }

  /**
   * Writes all files, replacing those of the same name. Other processes may write to the folder at
   * the same time, the same files too: of each the last one stays, whole.
   *
   * @param files bytes by file name
   * @return the paths, in the order of {@code files}
   * @throws OutputException if they cannot all be written; then nothing is left of them, nor of the
   *     folder if it was not there before
   */
  List<Path> write(Map<String, byte[]> files) {
    return untilFoldersStay(() -> tryToWrite(files));
  }

  private List<Path> tryToWrite(Map<String, byte[]> files) throws IOException {
    Deque<Path> made = new ArrayDeque<>();
    List<StagedFile> staged = new ArrayList<>();
    boolean done = false;
    try {
      make(folder, made);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path place = folder.resolve(file.getKey());
        StagedFile next = new StagedFile(temporary(folder, file.getKey()), place);
        staged.add(next);
        writer.write(next.temporary(), file.getValue(), StandardOpenOption.CREATE_NEW);
      }
      for (StagedFile file : staged) {
        file.publish();
      }
      done = true;
      return staged.stream().map(StagedFile::place).toList();
    } finally {
      if (!done) {
        staged.forEach(StagedFile::withdraw);
        made.forEach(OutputFolder::deleteIfPossible);
      }
    }
  }

  /** Something done to files that fails where a folder has vanished. */
  @FunctionalInterface
  private interface Action<T> {
    T run() throws IOException;
  }

  /** A process that fails takes the folders away that it made; who found them there starts anew. */
  private <T> T untilFoldersStay(Action<T> action) {
    for (int attempt = 1; ; attempt++) {
      try {
        return action.run();
      } catch (NoSuchFileException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw new OutputException(folder, e);
        }
      } catch (IOException e) {
        throw new OutputException(folder, e);
      }
    }
  }

  /** The innermost folder on the way to {@code path} that is there. */
  private static Path nearest(Path path) {
    Path place = path;
    while (!Files.exists(place) && place.getParent() != null) {
      place = place.getParent();
    }
    return place;
  }

  /** Makes a folder and those above it, noting each that this call made, innermost first. */
  private static void make(Path folder, Deque<Path> made) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path place = folder; place != null && !Files.exists(place); place = place.getParent()) {
      missing.push(place);
    }
    for (Path place : missing) {
      try {
        Files.createDirectory(place);
        made.push(place);
      } catch (FileAlreadyExistsException e) {
        requireFolder(place);
      }
    }
    requireFolder(folder);
  }

  /** Looks but once, so that what has just vanished is told from what is no folder. */
  private static void requireFolder(Path place) throws IOException {
    if (!Files.readAttributes(place, BasicFileAttributes.class).isDirectory()) {
      throw new FileAlreadyExistsException(place.toString(), null, "is not a folder");
    }
  }

  private static Path temporary(Path folder, String name) {
    return folder.resolve(".%s.%s.tmp".formatted(name, UUID.randomUUID()));
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
