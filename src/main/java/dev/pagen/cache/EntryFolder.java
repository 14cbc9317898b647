package dev.pagen.cache;

import dev.pagen.InputFile;
import dev.pagen.files.Ownership;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder of one entry: {@code code.co}, {@code disassembly.s}, {@code source.hip}, {@code
 * entry.properties} with their checksums, and {@code used}, whose modification time tells when the
 * entry was last read.
 *
 * @param ownership who may be able to write them
 */
record EntryFolder(Path path, Ownership ownership) {
  static final String CODE = "code.co";
  static final String DISASSEMBLY = "disassembly.s";
  static final String SOURCE = "source.hip";
  static final String USED = "used";

  /** How much older than now {@code used} may be: it is not worth a write on every read. */
  static final Duration USED_PRECISION = Duration.ofHours(1);

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  private static final List<String> FILES = List.of(CODE, DISASSEMBLY, SOURCE);

  void write(CacheRequest request, CacheEntry entry, FileWriter writer) throws IOException {
    requireNamed(entry.key(), entry.codeObject());
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put(CODE, entry.codeObject());
    contents.put(DISASSEMBLY, entry.disassembly().getBytes(StandardCharsets.UTF_8));
    contents.put(SOURCE, request.source().getBytes(StandardCharsets.UTF_8));
    Map<String, EntryRecord.FileSum> sums = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      writer.write(path.resolve(file.getKey()), file.getValue());
      sums.put(file.getKey(), EntryRecord.FileSum.of(file.getValue()));
    }
    EntryRecord record =
        new EntryRecord(
            entry.key(),
            entry.name(),
            entry.arch(),
            entry.compilerIdentity(),
            request.options(),
            entry.compileTime(),
            entry.created(),
            sums);
    writer.write(path.resolve(EntryRecord.FILE), record.toText().getBytes(StandardCharsets.UTF_8));
    writer.write(path.resolve(USED), new byte[0]);
    Files.setLastModifiedTime(path.resolve(USED), FileTime.from(entry.created()));
  }

  /**
   * Reads the entry. The source is checked like the rest, though nobody needs it here: an entry is
   * whole, and that of its key by all that the key is made of, or it is a miss.
   *
   * @throws InvalidEntryException if a file is missing, damaged, belongs to another key, or can be
   *     written by others
   * @throws IOException if a file cannot be read
   */
  CacheEntry read(CacheKey key) throws IOException {
    EntryRecord record = record(key);
    byte[] code = checked(record, CODE);
    byte[] disassembly = checked(record, DISASSEMBLY);
    String source = new String(checked(record, SOURCE), StandardCharsets.UTF_8);
    CacheKey own = CacheKey.of(source, record.options(), record.arch(), record.compilerIdentity());
    if (!own.equals(key)) {
      throw new InvalidEntryException("holds the source of another key, " + own);
    }
    requireNamed(key, code);
    return new CacheEntry(
        key,
        record.name(),
        record.arch(),
        record.compilerIdentity(),
        code,
        new String(disassembly, StandardCharsets.UTF_8),
        record.compileTime(),
        record.created());
  }

  /** Compilers make ELF files; whatever else the cache is given, it cannot look into. */
  private static void requireNamed(CacheKey key, byte[] code) throws InvalidEntryException {
    if (Arrays.mismatch(code, ELF) == ELF.length && !key.isNamedIn(code)) {
      throw new InvalidEntryException(CODE + " does not name this key: it is of another kernel");
    }
  }

  /** Reads {@code entry.properties} alone. */
  EntryRecord record(CacheKey key) throws IOException {
    requireOwn(path, ownership);
    requireOwn(path.resolve(EntryRecord.FILE), ownership);
    String text = InputFile.text(path.resolve(EntryRecord.FILE), InputFile.DOCUMENT_BYTES);
    EntryRecord record = EntryRecord.parse(text, FILES);
    if (!record.key().equals(key)) {
      throw new InvalidEntryException("holds the entry of another key, " + record.key());
    }
    return record;
  }

  /** Checks every file against its checksum; errors as {@link #read}. */
  void verify(CacheKey key) throws IOException {
    read(key);
  }

  /**
   * Notes that the entry was used, if the last note is old; a folder that refuses is left alone.
   */
  void touch(Instant now) {
    try {
      if (lastUsed().plus(USED_PRECISION).isBefore(now)) {
        Files.setLastModifiedTime(path.resolve(USED), FileTime.from(now));
      }
    } catch (IOException e) {
      // A read-only cache, or another process removed the entry: its age does not matter then.
    }
  }

  Instant lastUsed() throws IOException {
    return Files.getLastModifiedTime(path.resolve(USED)).toInstant();
  }

  /** Bytes of its files. */
  long bytes() throws IOException {
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /** Returns if nobody but who may can have written {@code place}, or it is not there. */
  static void requireOwn(Path place, Ownership ownership) throws InvalidEntryException {
    Optional<String> doubt = ownership.doubt(place);
    if (doubt.isPresent()) {
      throw new InvalidEntryException(doubt.get());
    }
  }

  private byte[] checked(EntryRecord record, String name) throws IOException {
    Path file = path.resolve(name);
    requireOwn(file, ownership);
    EntryRecord.FileSum sum = record.files().get(name);
    if (sum == null || Files.size(file) != sum.size()) {
      throw new InvalidEntryException(name + " has the wrong size");
    }
    byte[] content = Files.readAllBytes(file);
    if (!sum.equals(EntryRecord.FileSum.of(content))) {
      throw new InvalidEntryException(name + " does not match its checksum");
    }
    return content;
  }
}
