package dev.pagen.codeobject;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a file, read little-endian; every read outside of them is a "cut short" error. */
record FileBytes(MemorySegment memory) {
  private static final ValueLayout.OfShort U16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  static FileBytes of(byte[] bytes) {
    return new FileBytes(MemorySegment.ofArray(bytes.clone()).asReadOnly());
  }

  long size() {
    return memory.byteSize();
  }

  int u8(long offset) {
    check(offset, 1, "a byte");
    return memory.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
  }

  int u16(long offset) {
    check(offset, 2, "a 16-bit field");
    return memory.get(U16, offset) & 0xffff;
  }

  int i32(long offset) {
    check(offset, 4, "a 32-bit field");
    return memory.get(U32, offset);
  }

  long u32(long offset) {
    return i32(offset) & 0xffff_ffffL;
  }

  long i64(long offset) {
    check(offset, 8, "a 64-bit field");
    return memory.get(U64, offset);
  }

  /** The {@code length} bytes from {@code offset}; {@code what} names them in the error. */
  FileBytes slice(long offset, long length, String what) {
    check(offset, length, what);
    return new FileBytes(memory.asSlice(offset, length));
  }

  /** The text from {@code offset} up to the next zero byte. */
  String cString(long offset) {
    long end = offset;
    while (u8(end) != 0) {
      end++;
    }
    return text(offset, end - offset);
  }

  String text(long offset, long length) {
    check(offset, length, "a text");
    return new String(
        memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  private void check(long offset, long length, String what) {
    if (offset < 0 || length < 0 || length > size() || offset > size() - length) {
      throw new CodeObjectException(
          "the code object is cut short or damaged: %s should be at bytes %d to %d, of %d in all"
              .formatted(what, offset, offset + length, size()));
    }
  }
}
