package dev.pagen.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Changes bytes as damage and malice do: bits, fields that hold extremes, parts that are moved. */
final class ByteMutation {
  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    2,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x7fff_ffffL,
    0x8000_0000L,
    0xffff_ffffL,
    1L << 32,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private ByteMutation() {}

  /** A copy with one to four changes, most of them before {@code hot}. */
  static byte[] of(byte[] bytes, int hot, Random random) {
    byte[] changed = bytes.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0 && changed.length > 0; changes--) {
      int within = random.nextInt(3) > 0 ? Math.min(hot, changed.length) : changed.length;
      changed = change(changed, random.nextInt(within), random);
    }
    return changed;
  }

  private static byte[] change(byte[] bytes, int at, Random random) {
    switch (random.nextInt(10)) {
      case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[at] = (byte) random.nextInt();
      case 3, 4, 5 -> field(bytes, at, EXTREMES[random.nextInt(EXTREMES.length)], random);
      case 6 -> field(bytes, at, random.nextInt(2 * bytes.length), random);
      case 7 -> copy(bytes, at, random);
      case 8 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(64)), (byte) 0);
      default -> {
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : bytes;
      }
    }
    return bytes;
  }

  /** A little-endian number at a place where one may be. */
  private static void field(byte[] bytes, int near, long value, Random random) {
    int size = 1 << random.nextInt(4);
    int at = near / size * size;
    byte[] number =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    System.arraycopy(number, 0, bytes, at, Math.min(size, bytes.length - at));
  }

  private static void copy(byte[] bytes, int to, Random random) {
    int from = random.nextInt(bytes.length);
    int length = Math.min(1 + random.nextInt(64), bytes.length - Math.max(from, to));
    System.arraycopy(bytes, from, bytes, to, length);
  }
}
