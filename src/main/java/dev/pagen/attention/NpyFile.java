package dev.pagen.attention;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An array as NumPy's {@code .npy} files hold it, C order, little-endian. Source: NumPy's
 * documentation, {@code numpy.lib.format}.
 *
 * @param type NumPy's word, such as {@code <u2} or {@code |u1}
 * @param shape outermost dimension first
 * @param data the elements
 */
record NpyFile(String type, long[] shape, MemorySegment data) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int CHUNK = 1 << 26;
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

  /** Writes the array, replacing what is there. */
  void write(Path file) throws IOException {
    String dimensions =
        Arrays.stream(shape).mapToObj(d -> d + ",").collect(Collectors.joining(" "));
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, dimensions);
    int before = MAGIC.length + 4;
    int padding = ALIGNMENT - (before + header.length() + 1) % ALIGNMENT;
    byte[] text =
        (header + " ".repeat(padding % ALIGNMENT) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer start =
        ByteBuffer.allocate(before + text.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(MAGIC)
            .put((byte) 1)
            .put((byte) 0)
            .putShort((short) text.length)
            .put(text)
            .flip();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeAll(channel, start);
      for (long at = 0; at < data.byteSize(); at += CHUNK) {
        long size = Math.min(CHUNK, data.byteSize() - at);
        writeAll(channel, data.asSlice(at, size).asByteBuffer());
      }
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Reads an array.
   *
   * @throws WorkloadException if it is none, or in Fortran order, or cut short
   */
  static NpyFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new WorkloadException("There is no file %s.".formatted(file));
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // Copied rather than mapped: the file may be written again while its array is in use.
      MemorySegment all = Arena.ofAuto().allocate(channel.size(), ALIGNMENT);
      long at = 0;
      while (at < all.byteSize()) {
        long size = Math.min(CHUNK, all.byteSize() - at);
        int count = channel.read(all.asSlice(at, size).asByteBuffer(), at);
        if (count < 0) {
          throw new WorkloadException(file + " became shorter while it was read.");
        }
        at += count;
      }
      return parse(all, file);
    } catch (IOException e) {
      throw new WorkloadException("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  private static NpyFile parse(MemorySegment all, Path file) {
    if (all.byteSize() < 12
        || !Arrays.equals(all.asSlice(0, 6).toArray(ValueLayout.JAVA_BYTE), MAGIC)) {
      throw new WorkloadException(file + " is no .npy file.");
    }
    boolean first = all.get(ValueLayout.JAVA_BYTE, 6) == 1;
    long length =
        first
            ? Short.toUnsignedLong(all.get(ValueLayout.JAVA_SHORT_UNALIGNED, 8))
            : Integer.toUnsignedLong(all.get(ValueLayout.JAVA_INT_UNALIGNED, 8));
    long begin = first ? 10 : 12;
    if (begin + length > all.byteSize()) {
      throw new WorkloadException(file + " is cut short.");
    }
    String header =
        new String(
            all.asSlice(begin, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    if (!find(ORDER, header, file).equals("False")) {
      throw new WorkloadException(
          file + " is in Fortran order; save it with numpy.ascontiguousarray.");
    }
    long[] shape =
        Arrays.stream(find(SHAPE, header, file).split(","))
            .map(String::strip)
            .filter(d -> !d.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray();
    return new NpyFile(find(TYPE, header, file), shape, all.asSlice(begin + length));
  }

  private static String find(Pattern pattern, String header, Path file) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new WorkloadException(
          "%s has a header that makes no sense: %s".formatted(file, header));
    }
    return matcher.group(1);
  }
}
