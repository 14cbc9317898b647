package dev.pagen.tune;

import dev.pagen.files.Ownership;
import dev.pagen.files.PagenHome;
import dev.pagen.toolchain.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where stores are looked for, the first before the next. Bundled records, which are no file, come
 * after all of them.
 *
 * @param entries files and folders with stores
 */
public record TuningPath(List<Entry> entries) {
  /** The environment variable with files and folders, colons between them. */
  public static final String VARIABLE = "PAGEN_TUNINGS";

  private static final String SYSTEM_FOLDER = "/etc/pa-gen";

  /** One store, and no other. */
  static TuningPath of(Path store) {
    return new TuningPath(List.of(new Entry(Layer.NAMED, store, Ownership.ANYBODY)));
  }

  /** Whose a store is. */
  public enum Layer {
    /** Named by whoever started this: in {@code PAGEN_TUNINGS}, or as the only store. */
    NAMED(VARIABLE),
    /** This machine's, in {@code /etc/pa-gen}. */
    SYSTEM(SYSTEM_FOLDER),
    /** This user's, in {@code PAGEN_HOME/tuning}. */
    USER("yours"),
    /** It came with pa-gen. */
    BUNDLED("bundled");

    private final String text;

    Layer(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A part of the path.
   *
   * @param place a store, or a folder whose files that end in {@code .jsonl} are
   * @param ownership who may be able to write its stores
   */
  public record Entry(Layer layer, Path place, Ownership ownership) {
    /**
     * Its stores, by name; none where it is not there.
     *
     * @throws dev.pagen.files.UntrustedFileException if somebody else can write one
     */
    List<Path> stores() throws IOException {
      if (!Files.isDirectory(place)) {
        return Files.exists(place) ? List.of(place) : List.of();
      }
      try (Stream<Path> files = Files.list(place)) {
        return files
            .filter(file -> file.toString().endsWith(TuningStore.SUFFIX))
            .peek(ownership::require)
            .sorted()
            .toList();
      }
    }
  }

  public TuningPath {
    entries = List.copyOf(entries);
  }

  /**
   * The path on a machine: what {@code PAGEN_TUNINGS} names, {@code /etc/pa-gen}, the user's.
   *
   * @throws TuningException if {@code PAGEN_TUNINGS} names what is not there or cannot be read
   */
  public static TuningPath of(Host host) {
    List<Entry> entries = new ArrayList<>();
    for (String name : host.variable(VARIABLE).orElse("").split(":")) {
      if (!name.isBlank()) {
        entries.add(new Entry(Layer.NAMED, named(name), Ownership.ANYBODY));
      }
    }
    entries.add(new Entry(Layer.SYSTEM, host.path(SYSTEM_FOLDER), Ownership.ANYBODY));
    entries.addAll(of(PagenHome.of(host.environment())).entries());
    return new TuningPath(entries);
  }

  /** A user's stores alone. */
  static TuningPath of(PagenHome home) {
    return new TuningPath(
        List.of(new Entry(Layer.USER, TuningStore.folder(home), home.ownership())));
  }

  private static Path named(String name) {
    Path place;
    try {
      place = Path.of(name);
    } catch (InvalidPathException e) {
      throw new TuningException("%s: %s is no path".formatted(VARIABLE, name), e);
    }
    String wrong =
        Files.notExists(place)
            ? "which is not there"
            : Files.isReadable(place) ? "" : "which cannot be read";
    if (!wrong.isEmpty()) {
      throw new TuningException(
          "%s names %s, %s: it has files and folders with tuning stores, colons between them"
              .formatted(VARIABLE, name, wrong));
    }
    return place;
  }
}
