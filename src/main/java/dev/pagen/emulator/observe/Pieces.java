package dev.pagen.emulator.observe;

import dev.pagen.emulator.observe.Profile.NamedBuffer;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** Takes what the lanes of one instruction access apart into runs of bytes without a gap. */
final class Pieces {
  private Pieces() {}

  /** Hands the length of each piece to {@code piece}; bytes that lanes share count once. */
  static void each(long[] addresses, long mask, int bytes, NamedBuffer buffer, LongConsumer piece) {
    long[] starts = new long[Long.bitCount(mask)];
    int count = 0;
    for (long m = mask; m != 0; m &= m - 1) {
      starts[count++] = addresses[Long.numberOfTrailingZeros(m)] - buffer.address();
    }
    Arrays.sort(starts);
    long start = starts[0];
    long end = start + bytes;
    for (long next : starts) {
      if (next > end || next / buffer.rowBytes() != start / buffer.rowBytes()) {
        piece.accept(end - start);
        start = next;
      }
      end = Math.max(end, next + bytes);
    }
    piece.accept(end - start);
  }
}
