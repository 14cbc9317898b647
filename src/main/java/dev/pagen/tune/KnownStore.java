package dev.pagen.tune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.function.Function;

/** A store that is looked things up in: parsed once, and again when its file has changed. */
final class KnownStore {
  private record State(long size, FileTime modified) {}

  private record Read(State state, StoreIndex index) {}

  private final Path file;
  private final Function<byte[], StoreIndex> parser;
  private Optional<Read> last = Optional.empty();

  KnownStore(Path file, Function<byte[], StoreIndex> parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * What it has.
   *
   * @throws TuningException if the file cannot be read
   */
  synchronized StoreIndex index() {
    // Looked at before it is read: what is added meanwhile is read the next time.
    Optional<State> now = state();
    Optional<StoreIndex> known =
        last.filter(read -> now.equals(Optional.of(read.state()))).map(Read::index);
    if (known.isPresent()) {
      return known.get();
    }
    StoreIndex index = parser.apply(new TuningStore(file).bytes());
    last = now.map(state -> new Read(state, index));
    return index;
  }

  private Optional<State> state() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new State(now.size(), now.lastModifiedTime()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
