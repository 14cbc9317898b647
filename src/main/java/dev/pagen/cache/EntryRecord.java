package dev.pagen.cache;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The file {@code entry.properties}: what an entry is, and the size and checksum of its other
 * files.
 *
 * <p>CRC-32C finds torn and damaged files, which is what is asked of it: that an entry is the one
 * of its key, the key itself tells, and whoever can write here can write anything. It and {@link
 * Properties} were chosen because a lookup is often the only thing a short-lived process does: on a
 * cold JVM they cost a few milliseconds, where JSON and SHA-256 cost tens to hundreds.
 */
record EntryRecord(
    CacheKey key,
    String name,
    String arch,
    String compilerIdentity,
    List<String> options,
    Duration compileTime,
    Instant created,
    Map<String, FileSum> files) {
  static final String FILE = "entry.properties";

  /**
   * 1 had listings with the padding behind a kernel, which would be counted as its code; 2 had code
   * objects that do not name their key; 3 may have code that a compiler lost lanes in.
   */
  private static final String FORMAT = "4";

  private static final String OWN_CHECKSUM = "checksum=";

  /** The size and CRC-32C of one file. */
  record FileSum(long size, long crc) {
    static FileSum of(byte[] content) {
      return new FileSum(content.length, checksumOf(content));
    }
  }

  EntryRecord {
    options = List.copyOf(options);
    files = Map.copyOf(files);
  }

  String toText() throws IOException {
    Properties p = new Properties();
    p.setProperty("format", FORMAT);
    p.setProperty("key", key.hex());
    p.setProperty("name", name);
    p.setProperty("arch", arch);
    p.setProperty("compiler", compilerIdentity);
    p.setProperty("options", Integer.toString(options.size()));
    for (int i = 0; i < options.size(); i++) {
      p.setProperty("option." + i, options.get(i));
    }
    p.setProperty("compile.nanos", Long.toString(compileTime.toNanos()));
    p.setProperty("created.millis", Long.toString(created.toEpochMilli()));
    files.forEach(
        (file, sum) -> {
          p.setProperty(file + ".size", Long.toString(sum.size()));
          p.setProperty(file + ".crc32c", Long.toHexString(sum.crc()));
        });
    StringWriter out = new StringWriter();
    p.store(out, null);
    return out + checksumLine(out.toString());
  }

  static EntryRecord parse(String text, Iterable<String> fileNames) throws IOException {
    int end = text.lastIndexOf(OWN_CHECKSUM);
    if (end < 0 || !text.substring(end).equals(checksumLine(text.substring(0, end)))) {
      throw new InvalidEntryException(FILE + " is damaged");
    }
    Properties p = new Properties();
    try {
      p.load(new StringReader(text));
      if (!FORMAT.equals(p.getProperty("format"))) {
        throw new InvalidEntryException(FILE + " has another format");
      }
      Map<String, FileSum> files = new TreeMap<>();
      for (String file : fileNames) {
        files.put(
            file,
            new FileSum(
                Long.parseLong(required(p, file + ".size")),
                Long.parseLong(required(p, file + ".crc32c"), 16)));
      }
      List<String> options = new ArrayList<>();
      for (int count = Integer.parseInt(required(p, "options")); options.size() < count; ) {
        options.add(required(p, "option." + options.size()));
      }
      return new EntryRecord(
          new CacheKey(required(p, "key")),
          required(p, "name"),
          required(p, "arch"),
          required(p, "compiler"),
          options,
          Duration.ofNanos(Long.parseLong(required(p, "compile.nanos"))),
          Instant.ofEpochMilli(Long.parseLong(required(p, "created.millis"))),
          files);
    } catch (IllegalArgumentException e) {
      throw new InvalidEntryException(FILE + " is damaged: " + e.getMessage());
    }
  }

  private static long checksumOf(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return crc.getValue();
  }

  private static String required(Properties p, String key) throws InvalidEntryException {
    String value = p.getProperty(key);
    if (value == null) {
      throw new InvalidEntryException(FILE + " lacks " + key);
    }
    return value;
  }

  /** The last line of the file: the checksum of all before it. */
  private static String checksumLine(String before) {
    long crc = checksumOf(before.getBytes(StandardCharsets.UTF_8));
    return OWN_CHECKSUM + Long.toHexString(crc) + "\n";
  }
}
