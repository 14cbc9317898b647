package dev.pagen.cache;

import java.io.IOException;
import java.nio.file.Path;

/** How an entry's files are written; tests put a disk that fails in its place. */
@FunctionalInterface
interface FileWriter {
  void write(Path file, byte[] content) throws IOException;
}
