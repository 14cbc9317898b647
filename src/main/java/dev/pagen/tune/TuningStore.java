package dev.pagen.tune;

import static java.util.stream.Collectors.joining;

import dev.pagen.InputFile;
import dev.pagen.PagenException;
import dev.pagen.files.OwnFiles;
import dev.pagen.files.PagenHome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * A file with a line of JSON for each candidate that was tried. Lines are only ever added, each in
 * one write that is on disk before the next candidate is tried, under a lock on the file, so that
 * several processes may share it. A line that a killed process left half written is left out when
 * reading, and taken away by the next who writes.
 */
public final class TuningStore {
  /**
   * A process that closes a file loses its locks on it, so within one only one may have it open.
   */
  private static final Object IN_PROCESS = new Object();

  /** Of a store: 256 MiB, some 200,000 candidates. */
  private static final int MOST_BYTES = 1 << 28;

  /**
   * What came later replaces what came before, in whatever order stores were merged. Hosts whose
   * clocks differ have no candidates in common but the yardstick, of which each has its own.
   */
  static final Comparator<TuningRecord> BY_TIME = Comparator.comparing(TuningRecord::time);

  /** How the files of stores are called. */
  static final String SUFFIX = ".jsonl";

  private final Path file;

  /** The folder of a user's stores, one for each device. */
  public static Path folder(PagenHome home) {
    return home.directory().resolve("tuning");
  }

  /** The user's store for a device of that name. */
  public static TuningStore of(PagenHome home, String device) {
    String name = device.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    Path file = folder(home).resolve(name + SUFFIX);
    home.requireOwn(file);
    return new TuningStore(file);
  }

  /** The store in {@code file}, which need not exist. */
  public TuningStore(Path file) {
    this.file = file;
  }

  /** Where it lies. */
  public Path file() {
    return file;
  }

  /**
   * What a store holds.
   *
   * @param records that this version of the program can read, by their time; those of the same time
   *     in the order they were written
   * @param unreadable lines that it cannot: written by another version, or damaged
   */
  public record Contents(List<TuningRecord> records, int unreadable) {
    public Contents {
      records = List.copyOf(records);
    }
  }

  /**
   * Reads all records. A store that does not exist is an empty one.
   *
   * @throws TuningException if the file cannot be read
   */
  public Contents read() {
    return contents(bytes());
  }

  /** What the bytes of a store hold. */
  static Contents contents(byte[] bytes) {
    List<TuningRecord> records = new ArrayList<>();
    int unreadable = 0;
    for (String line : lines(bytes)) {
      try {
        records.add(RecordJson.read(RecordJson.parse(line)));
      } catch (IllegalArgumentException | DateTimeException | PagenException | JacksonException e) {
        unreadable++;
      }
    }
    records.sort(BY_TIME);
    return new Contents(records, unreadable);
  }

  /**
   * All that the file has; nothing if it does not exist.
   *
   * @throws TuningException if it cannot be read
   */
  byte[] bytes() {
    synchronized (IN_PROCESS) {
      try {
        return Files.exists(file) ? readLocked() : bundled().orElse(new byte[0]);
      } catch (IOException e) {
        throw failed("read", e);
      }
    }
  }

  /** What a bundled store has, by the name that listings show it under. */
  private Optional<byte[]> bundled() throws IOException {
    if (!file.startsWith(Tunings.BUNDLED)) {
      return Optional.empty();
    }
    try (InputStream store = TuningStore.class.getResourceAsStream(file.toString())) {
      return store == null ? Optional.empty() : Optional.of(store.readAllBytes());
    }
  }

  /** So that nobody takes half a line away while it is read, where files can be locked. */
  private byte[] readLocked() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      try {
        channel.lock(0, Long.MAX_VALUE, true);
      } catch (IOException e) {
        if (!channel.isOpen()) {
          throw e;
        }
      }
      return InputFile.read(Channels.newInputStream(channel), MOST_BYTES);
    }
  }

  /** Complete lines, without their ends. */
  static List<String> lines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
  }

  /**
   * Adds a record, and returns once it is on disk.
   *
   * @throws TuningException if it cannot be written
   */
  public void append(TuningRecord record) {
    append(List.of(RecordJson.line(record)));
  }

  /**
   * Makes the file if there is none, and finds out before anything is measured whether records can
   * be added to it.
   *
   * @throws TuningException if it cannot be written
   */
  public void prepare() {
    append(List.of());
  }

  private void append(List<String> lines) {
    byte[] bytes =
        lines.stream().map(line -> line + "\n").collect(joining()).getBytes(StandardCharsets.UTF_8);
    synchronized (IN_PROCESS) {
      try {
        OwnFiles.createDirectories(file.toAbsolutePath().resolveSibling(""));
        try (FileChannel channel =
                OwnFiles.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock _ = lock(channel)) {
          channel.position(completeLength(channel));
          channel.truncate(channel.position());
          ByteBuffer rest = ByteBuffer.wrap(bytes);
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
          channel.force(false);
        }
      } catch (IOException e) {
        throw failed("written", e);
      }
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.lock();
    } catch (IOException e) {
      throw new IOException(
          "its file system has no locks (%s): keep it on another one, and merge afterwards"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Bytes up to the last line break. */
  private static long completeLength(FileChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    long length = channel.size();
    while (length > 0) {
      one.clear();
      channel.read(one, length - 1);
      if (one.get(0) == '\n') {
        break;
      }
      length--;
    }
    return length;
  }

  /**
   * Adds the lines of other stores that are not in this one yet, those of other versions too, by
   * their time: in whatever order the stores are given, it comes to the same.
   *
   * @return how many were added
   * @throws TuningException if a store is not there or cannot be read, or this one not be written
   */
  public int merge(List<TuningStore> others) {
    others.forEach(TuningStore::requireFile);
    return add(
        others.stream()
            .flatMap(other -> lines(other.bytes()).stream())
            .filter(RecordJson::isObject)
            .sorted(Comparator.comparing(TuningStore::time).thenComparing(line -> line)));
  }

  /** When a line of whatever version was written; those that do not say so come first. */
  private static Instant time(String line) {
    try {
      return Instant.parse(RecordJson.parse(line).path("time").asString(""));
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }

  /** Lines that are of no version: {@link #merge} leaves them where they are. */
  public long damaged() {
    return lines(bytes()).stream().filter(line -> !RecordJson.isObject(line)).count();
  }

  /**
   * Adds what is best in other stores and not in this one yet: of each kernel, device and workload
   * the candidates that were timed longest, and of those the fastest; and what their shards have of
   * the yardstick. That is all that a look-up needs.
   *
   * @param most candidates of each, at least 1
   * @return how many were added
   * @throws TuningException if a store is not there or cannot be read, or this one not be written
   */
  public int mergeBest(List<TuningStore> others, int most) {
    others.forEach(TuningStore::requireFile);
    List<TuningRecord> all =
        others.stream()
            .flatMap(other -> other.read().records().stream())
            .sorted(BY_TIME.thenComparing(RecordJson::line))
            .toList();
    Set<TuningRecord> best = new LinkedHashSet<>();
    SweepResult.recorded(new Contents(all, 0))
        .forEach(sweep -> best.addAll(SweepResult.best(sweep.records(), most)));
    return add(
        Stream.concat(
                best.stream(),
                Yardsticks.of(all).stream().flatMap(yardsticks -> yardsticks.of(best).stream()))
            .map(RecordJson::line));
  }

  /**
   * How the machines of several shards differ, by the records of stores.
   *
   * @throws TuningException if a store cannot be read
   */
  public static List<Yardsticks> yardsticks(List<TuningStore> stores) {
    return Yardsticks.of(
        stores.stream().flatMap(store -> store.read().records().stream()).toList());
  }

  private int add(Stream<String> lines) {
    Set<String> known = new LinkedHashSet<>(lines(bytes()));
    List<String> added = lines.filter(known::add).toList();
    if (!added.isEmpty() || Files.notExists(file)) {
      append(added);
    }
    return added.size();
  }

  /**
   * Refuses a store that was named and is not there.
   *
   * @throws TuningException if there is no such file
   */
  public void requireFile() {
    if (Files.isDirectory(file)) {
      throw new TuningException(
          "%s is a folder: give its stores, such as %s."
              .formatted(file, file.resolve("*" + SUFFIX)));
    }
    if (!Files.isRegularFile(file) && bytes().length == 0) {
      throw new TuningException(
          "There is no tuning store %s: give a file that pa-gen tune wrote.".formatted(file));
    }
  }

  private TuningException failed(String what, IOException e) {
    return new TuningException(
        "The tuning store %s cannot be %s: %s. Name another file."
            .formatted(file, what, InputFile.reason(e)),
        e);
  }
}
