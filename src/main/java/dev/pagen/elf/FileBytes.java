package dev.pagen.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a file, read little-endian; every read outside of them is a "cut short" error.
 *
 * @param buffer read-only; its content from 0 to its capacity
 */
public record FileBytes(ByteBuffer buffer) {
  /** Names may overlap in a file, so that long ones would make more text than any memory holds. */
  private static final int MOST_NAME_BYTES = 1 << 16;

  /** No bytes. */
  public static final FileBytes NONE = FileBytes.of(new byte[0]);

  public FileBytes(ByteBuffer buffer) {
    this.buffer = buffer.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  public static FileBytes of(byte[] bytes) {
    return new FileBytes(ByteBuffer.wrap(bytes.clone()));
  }

  public int size() {
    return buffer.capacity();
  }

  public int u8(long offset) {
    return buffer.get(checked(offset, 1, "a byte")) & 0xff;
  }

  public int u16(long offset) {
    return buffer.getShort(checked(offset, 2, "a 16-bit field")) & 0xffff;
  }

  public int i32(long offset) {
    return buffer.getInt(checked(offset, 4, "a 32-bit field"));
  }

  public long u32(long offset) {
    return i32(offset) & 0xffff_ffffL;
  }

  public long i64(long offset) {
    return buffer.getLong(checked(offset, 8, "a 64-bit field"));
  }

  /** The {@code length} bytes from {@code offset}; {@code what} names them in the error. */
  public FileBytes slice(long offset, long length, String what) {
    return new FileBytes(buffer.slice(checked(offset, length, what), (int) length));
  }

  /** The text from {@code offset} up to the next zero byte. */
  public String cString(long offset) {
    long end = offset;
    while (u8(end) != 0) {
      end++;
      if (end - offset > MOST_NAME_BYTES) {
        throw new CodeObjectException(
            "the code object is damaged: a name of more than %d bytes".formatted(MOST_NAME_BYTES));
      }
    }
    return text(offset, end - offset);
  }

  public String text(long offset, long length) {
    byte[] bytes = new byte[slice(offset, length, "a text").size()];
    buffer.get((int) offset, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** {@code offset} as an index, once it is sure that {@code length} bytes are there. */
  private int checked(long offset, long length, String what) {
    if (offset < 0 || length < 0 || length > size() || offset > size() - length) {
      throw new CodeObjectException(
          "the code object is cut short or damaged: %s should be at bytes %d to %d, of %d in all"
              .formatted(what, offset, offset + length, size()));
    }
    return (int) offset;
  }
}
