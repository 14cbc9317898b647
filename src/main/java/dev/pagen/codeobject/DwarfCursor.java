package dev.pagen.codeobject;

import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.FileBytes;

/** Reads the fields of a DWARF section one after the other, never backwards. */
final class DwarfCursor {
  private final FileBytes bytes;
  private long at;

  DwarfCursor(FileBytes bytes, long at) {
    this.bytes = bytes;
    this.at = at;
  }

  long position() {
    return at;
  }

  int u8() {
    return bytes.u8(at++);
  }

  int s8() {
    return (byte) u8();
  }

  int u16() {
    int value = bytes.u16(at);
    at += 2;
    return value;
  }

  long u32() {
    long value = bytes.u32(at);
    at += 4;
    return value;
  }

  long i64() {
    long value = bytes.i64(at);
    at += 8;
    return value;
  }

  String cString() {
    String text = bytes.cString(at);
    while (u8() != 0) {}
    return text;
  }

  void skip(long count) {
    if (count < 0 || count > bytes.size() - at) {
      throw new CodeObjectException("line tables whose lengths contradict each other");
    }
    at += count;
  }

  /** A number of 7 bits a byte, lowest first. */
  long uleb() {
    long value = 0;
    int next;
    int shift = 0;
    do {
      next = u8();
      value |= (next & 0x7fL) << shift;
      shift += 7;
    } while (next >= 0x80);
    return value;
  }

  /** The same, sign-extended from its last byte. */
  long sleb() {
    long value = 0;
    int next;
    int shift = 0;
    do {
      next = u8();
      value |= (next & 0x7fL) << shift;
      shift += 7;
    } while (next >= 0x80);
    return shift < Long.SIZE && (next & 0x40) != 0 ? value | -1L << shift : value;
  }
}
