package dev.pagen.codeobject;

import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.FileBytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one MessagePack document into Java values: {@code Map<String, Object>}, {@code
 * List<Object>}, {@code String}, {@code Long}, {@code Boolean}, {@code Double}. Nil is the empty
 * text. Binary and extension values do not occur in code object metadata and are refused, as are
 * documents nested deeper than {@value #MAX_DEPTH}. Format: the MessagePack specification.
 *
 * <p>Written here because the common library reaches for {@code sun.misc.Unsafe}, for which JDK 25
 * prints four lines of warnings on every start.
 */
final class MessagePack {
  private static final int MAX_DEPTH = 32;

  private final FileBytes in;
  private long at;

  private MessagePack(FileBytes in) {
    this.in = in;
  }

  static Object read(FileBytes document) {
    return new MessagePack(document).value(0);
  }

  private Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw damaged("nested deeper than " + MAX_DEPTH);
    }
    int tag = (int) unsigned(1);
    if (tag < 0x80) {
      return (long) tag;
    }
    if (tag >= 0xe0) {
      return (long) (byte) tag;
    }
    if (tag < 0x90) {
      return map(tag & 0xf, depth);
    }
    if (tag < 0xa0) {
      return list(tag & 0xf, depth);
    }
    if (tag < 0xc0) {
      return text(tag & 0x1f);
    }
    return switch (tag) {
      case 0xc0 -> "";
      case 0xc2 -> false;
      case 0xc3 -> true;
      case 0xca -> (double) Float.intBitsToFloat((int) unsigned(4));
      case 0xcb -> Double.longBitsToDouble(unsigned(8));
      case 0xcc -> unsigned(1);
      case 0xcd -> unsigned(2);
      case 0xce -> unsigned(4);
      case 0xcf, 0xd3 -> unsigned(8);
      case 0xd0 -> (long) (byte) unsigned(1);
      case 0xd1 -> (long) (short) unsigned(2);
      case 0xd2 -> (long) (int) unsigned(4);
      case 0xd9 -> text(unsigned(1));
      case 0xda -> text(unsigned(2));
      case 0xdb -> text(unsigned(4));
      case 0xdc -> list(unsigned(2), depth);
      case 0xdd -> list(unsigned(4), depth);
      case 0xde -> map(unsigned(2), depth);
      case 0xdf -> map(unsigned(4), depth);
      default -> throw damaged("unexpected type byte 0x%02x".formatted(tag));
    };
  }

  private Map<String, Object> map(long size, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (long i = 0; i < size; i++) {
      String key = String.valueOf(value(depth + 1));
      map.put(key, value(depth + 1));
    }
    return map;
  }

  private List<Object> list(long size, int depth) {
    List<Object> list = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      list.add(value(depth + 1));
    }
    return list;
  }

  private String text(long length) {
    String text = in.text(at, length);
    at += length;
    return text;
  }

  /** The next {@code bytes} bytes as a big-endian number. */
  private long unsigned(int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | in.u8(at++);
    }
    return value;
  }

  private CodeObjectException damaged(String why) {
    return new CodeObjectException(
        "the metadata note is damaged: %s, at its byte %d".formatted(why, at));
  }
}
