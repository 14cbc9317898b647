package dev.pagen.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Which other libraries a shared library asks for, from the dynamic section of its ELF file
 * (64-bit, little endian). Source: System V ABI, chapters 4 and 5.
 *
 * @param needed the names of {@code DT_NEEDED}, in order
 * @param runpath the folders of {@code DT_RUNPATH} and {@code DT_RPATH}, with {@code $ORIGIN} as it
 *     stands
 * @param soname the name by which others ask for it, {@code DT_SONAME}; empty if it has none
 */
public record ElfDynamic(List<String> needed, List<String> runpath, String soname) {
  /** Of a file that is no ELF library. */
  public static final ElfDynamic NONE = new ElfDynamic(List.of(), List.of(), "");

  private static final int ELF_MAGIC = 0x464c457f;
  private static final int CLASS_64_LITTLE_ENDIAN = 0x0102;
  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int DT_NULL = 0;
  private static final int DT_NEEDED = 1;
  private static final int DT_STRTAB = 5;
  private static final int DT_SONAME = 14;
  private static final int DT_RPATH = 15;
  private static final int DT_RUNPATH = 29;
  private static final int LONGEST_STRING = 4096;
  private static final int MOST_BYTES = 1 << 20;

  private record Segment(int type, long offset, long address, long size) {}

  /** Reads {@code file}; a file that is no ELF library asks for nothing. */
  public static ElfDynamic read(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = bytes(in, 0, 64);
      if (header.limit() < 64
          || header.getInt(0) != ELF_MAGIC
          || (header.getShort(4) & 0xffff) != CLASS_64_LITTLE_ENDIAN) {
        return NONE;
      }
      return dynamic(in, segments(in, header));
    }
  }

  /** The folders of {@code DT_RUNPATH} of the library {@code file}, as paths. */
  public List<Path> runpath(Path file) {
    List<Path> folders = new ArrayList<>();
    for (String folder : runpath) {
      if (!folder.isEmpty()) {
        String origin = String.valueOf(file.toAbsolutePath().getParent());
        folders.add(
            Path.of(folder.replace("${ORIGIN}", "$ORIGIN").replace("$ORIGIN", origin)).normalize());
      }
    }
    return folders;
  }

  private static List<Segment> segments(FileChannel in, ByteBuffer header) throws IOException {
    int entrySize = header.getShort(54) & 0xffff;
    int count = header.getShort(56) & 0xffff;
    ByteBuffer table = bytes(in, header.getLong(32), (long) entrySize * count);
    List<Segment> segments = new ArrayList<>();
    for (int at = 0; entrySize >= 56 && at + entrySize <= table.limit(); at += entrySize) {
      segments.add(
          new Segment(
              table.getInt(at),
              table.getLong(at + 8),
              table.getLong(at + 16),
              table.getLong(at + 32)));
    }
    return segments;
  }

  private static ElfDynamic dynamic(FileChannel in, List<Segment> segments) throws IOException {
    for (Segment segment : segments) {
      if (segment.type == PT_DYNAMIC) {
        return entries(in, bytes(in, segment.offset, segment.size), segments);
      }
    }
    return NONE;
  }

  private static ElfDynamic entries(FileChannel in, ByteBuffer table, List<Segment> segments)
      throws IOException {
    List<Long> needed = new ArrayList<>();
    List<Long> paths = new ArrayList<>();
    long soname = -1;
    long strings = 0;
    for (int at = 0; at + 16 <= table.limit() && table.getLong(at) != DT_NULL; at += 16) {
      long value = table.getLong(at + 8);
      switch ((int) table.getLong(at)) {
        case DT_NEEDED -> needed.add(value);
        case DT_SONAME -> soname = value;
        case DT_RPATH, DT_RUNPATH -> paths.add(value);
        case DT_STRTAB -> strings = fileOffset(value, segments);
        default -> {}
      }
    }
    List<String> names = new ArrayList<>();
    for (long offset : needed) {
      names.add(string(in, strings + offset));
    }
    List<String> folders = new ArrayList<>();
    for (long offset : paths) {
      folders.addAll(List.of(string(in, strings + offset).split(":", -1)));
    }
    return new ElfDynamic(names, folders, soname < 0 ? "" : string(in, strings + soname));
  }

  private static long fileOffset(long address, List<Segment> segments) {
    for (Segment segment : segments) {
      if (segment.type == PT_LOAD
          && address >= segment.address
          && address < segment.address + segment.size) {
        return address - segment.address + segment.offset;
      }
    }
    return address;
  }

  private static String string(FileChannel in, long offset) throws IOException {
    ByteBuffer text = bytes(in, offset, LONGEST_STRING);
    int length = 0;
    while (length < text.limit() && text.get(length) != 0) {
      length++;
    }
    byte[] name = new byte[length];
    text.get(0, name);
    return new String(name, StandardCharsets.UTF_8);
  }

  /** What the file has of these bytes; nothing where a damaged file's numbers make no sense. */
  private static ByteBuffer bytes(FileChannel in, long offset, long count) throws IOException {
    int most = Math.clamp(count, 0, MOST_BYTES);
    ByteBuffer buffer = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
    while (offset >= 0 && offset < in.size() && buffer.hasRemaining()) {
      if (in.read(buffer, offset + buffer.position()) < 0) {
        break;
      }
    }
    return buffer.flip();
  }
}
