package dev.pagen.verify;

import dev.pagen.attention.WorkloadException;
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
import java.util.List;
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
@SuppressWarnings("ArrayRecordComponent") // never compared
public record NpyFile(String type, long[] shape, MemorySegment data) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int CHUNK = 1 << 26;
  private static final int MOST_HEADER_BYTES = 1 << 16;

  /** Characters of a header that a message shows. */
  private static final int SHOWN = 200;

  /** The letter is what NumPy wrote under Python 2. */
  private static final Pattern EXTENT = Pattern.compile("\\d{1,18}L?");

  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

  /** Writes the array, replacing what is there. */
  public void write(Path file) throws IOException {
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
   * @throws WorkloadException if it is none, in Fortran order, cut short, or of no shape
   */
  public static NpyFile read(Path file) {
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
    int version = all.get(ValueLayout.JAVA_BYTE, 6);
    if (version < 1 || version > 3) {
      throw new WorkloadException(
          "%s is an .npy file of version %d; versions 1 to 3 are read.".formatted(file, version));
    }
    boolean first = version == 1;
    long length =
        first
            ? Short.toUnsignedLong(all.get(ValueLayout.JAVA_SHORT_UNALIGNED, 8))
            : Integer.toUnsignedLong(all.get(ValueLayout.JAVA_INT_UNALIGNED, 8));
    long begin = first ? 10 : 12;
    if (begin + length > all.byteSize()) {
      throw new WorkloadException(file + " is cut short.");
    }
    if (length > MOST_HEADER_BYTES) {
      throw new WorkloadException(
          "%s has a header of %d bytes; that of a plain array has fewer than %d."
              .formatted(file, length, MOST_HEADER_BYTES));
    }
    String header =
        new String(
            all.asSlice(begin, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    if (!find(ORDER, header, file).equals("False")) {
      throw new WorkloadException(
          file + " is in Fortran order; save it with numpy.ascontiguousarray.");
    }
    long[] shape = shape(find(SHAPE, header, file), file);
    MemorySegment data = all.asSlice(begin + length);
    checkSize(shape, data.byteSize(), file);
    return new NpyFile(find(TYPE, header, file), shape, data);
  }

  private static long[] shape(String text, Path file) {
    List<String> extents =
        Arrays.stream(text.split(",")).map(String::strip).filter(d -> !d.isEmpty()).toList();
    if (!extents.stream().allMatch(d -> EXTENT.matcher(d).matches())) {
      throw new WorkloadException(
          "%s has the shape (%s); extents are whole numbers from 0, below 10^18."
              .formatted(file, abridged(text)));
    }
    return extents.stream().mapToLong(d -> Long.parseLong(d.replace("L", ""))).toArray();
  }

  /**
   * Refuses a shape of more elements than the file has bytes: their product stays a number. One
   * without elements needs no bytes, but its extents are ints.
   */
  private static void checkSize(long[] shape, long bytes, Path file) {
    boolean empty = Arrays.stream(shape).anyMatch(extent -> extent == 0);
    long most = empty ? Integer.MAX_VALUE : bytes;
    long elements = 1;
    for (long extent : shape) {
      if (extent != 0 && elements > most / extent) {
        throw new WorkloadException(
            "%s has %d bytes of data, too few for its shape %s."
                .formatted(file, bytes, Arrays.toString(shape)));
      }
      elements *= extent;
    }
  }

  private static String abridged(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  private static String find(Pattern pattern, String header, Path file) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new WorkloadException(
          "%s has a header that makes no sense: %s".formatted(file, abridged(header)));
    }
    return matcher.group(1);
  }
}
