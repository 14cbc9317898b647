package dev.pagen.bench;

import dev.pagen.device.Stream;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.verify.ElementFormat;
import dev.pagen.verify.ScaledRows;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * An endless run of random elements, normal with variance 1: a block that is drawn once and
 * repeated. Filling gigabytes of device memory is then a matter of copying, and what any address of
 * it holds is known without reading it back. The block's length is prime in units of 16 bytes, so
 * that no two rows, and no two addresses that differ in their upper bits alone, hold the same.
 */
final class RandomElements {
  /** A prime number of 16-byte units, 64 MB. */
  private static final long LONG_BLOCK = 4_000_037L * 16;

  /** The same for what is small, 160 KB. */
  private static final long SHORT_BLOCK = 10_007L * 16;

  private static final int PIECE = 4096;

  private final ElementFormat format;
  private final MemorySegment block;

  private RandomElements(ElementFormat format, MemorySegment block) {
    this.format = format;
    this.block = block;
  }

  /**
   * Elements from a seed.
   *
   * @param bytes about as many as will be asked for
   */
  static RandomElements draw(ElementFormat format, long bytes, long seed) {
    MemorySegment block =
        Arena.ofAuto().allocate(bytes < LONG_BLOCK ? SHORT_BLOCK : LONG_BLOCK, 64);
    int elements = Math.toIntExact(block.byteSize() / format.bytes());
    IntStream.range(0, Math.ceilDiv(elements, PIECE))
        .parallel()
        .forEach(piece -> fill(block, format, piece, elements, seed));
    return new RandomElements(format, block);
  }

  /**
   * Elements of a pool, from where a page begins. Rows with scales inside are drawn as such, as few
   * codes are scales that numbers survive: a prime number of pages of them is repeated.
   *
   * @param bytes about as many as will be asked for
   */
  static RandomElements ofPool(AttentionSpec pool, ElementFormat format, long bytes, long seed) {
    if (pool.row().format().isEmpty()) {
      return draw(format, bytes, seed);
    }
    long about = (bytes < LONG_BLOCK ? SHORT_BLOCK : LONG_BLOCK) / pool.pageElements();
    int pages = about > 1 ? BigInteger.valueOf(about).nextProbablePrime().intValueExact() : 1;
    return new RandomElements(format, ScaledRows.drawPages(pool, pages, seed));
  }

  private static void fill(
      MemorySegment block, ElementFormat format, int piece, int elements, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ (piece + 1L) * 0x9e3779b97f4a7c15L);
    int end = Math.min((piece + 1) * PIECE, elements);
    for (int e = piece * PIECE; e < end; e++) {
      int bits = format.encode(random.nextGaussian());
      if (format.bytes() == Byte.BYTES) {
        block.set(ValueLayout.JAVA_BYTE, e, (byte) bits);
      } else {
        block.setAtIndex(ValueLayout.JAVA_SHORT, e, (short) bits);
      }
    }
  }

  /** How the elements are stored. */
  ElementFormat format() {
    return format;
  }

  /** Enqueues copies that fill device memory with the bytes from {@code start} on. */
  void upload(Stream stream, long address, long bytes, long start) {
    for (long done = 0; done < bytes; ) {
      long from = (start + done) % block.byteSize();
      long length = Math.min(bytes - done, block.byteSize() - from);
      stream.copyToDevice(address + done, block.asSlice(from, length));
      done += length;
    }
  }

  /** Fills {@code target} with the bytes from {@code start} on. */
  void copy(MemorySegment target, long start) {
    for (long done = 0; done < target.byteSize(); ) {
      long from = (start + done) % block.byteSize();
      long length = Math.min(target.byteSize() - done, block.byteSize() - from);
      MemorySegment.copy(block, from, target, done, length);
      done += length;
    }
  }
}
