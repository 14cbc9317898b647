package dev.pagen.emulator.machine;

import dev.pagen.device.DeviceUnavailableException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A large allocation that has memory only where it was written or read, and where a fill costs
 * nothing until then: it is kept as the byte that each untouched piece of it is full of.
 */
final class SparseRegion extends Region {
  /** Bytes from which on an allocation is worth its bookkeeping. */
  static final long FROM = 64L << 20;

  /** Bytes up to which that bookkeeping, about a thousandth of them, is bearable. */
  private static final long UP_TO = 1L << 40;

  private static final int PIECE_SHIFT = 14;
  private static final long PIECE = 1L << PIECE_SHIFT;

  /** The pieces that have memory. */
  private final @Nullable Region[] pieces;

  /** What the others are full of. */
  private final byte[] fillings;

  /**
   * @throws DeviceUnavailableException if there is no room for so much
   */
  SparseRegion(String name, long base, long size) {
    super(name, base, size, 0, ReservedMemory.reserve(checked(size)));
    int count = Math.toIntExact((size + PIECE - 1) >>> PIECE_SHIFT);
    this.pieces = new @Nullable Region[count];
    this.fillings = new byte[count];
  }

  private static long checked(long size) {
    if (size > UP_TO) {
      throw new DeviceUnavailableException(
          "An allocation of %d bytes was asked for; the emulator's have up to %d (1 TiB)."
              .formatted(size, UP_TO));
    }
    return size;
  }

  /** Only as large as it must be: what lies beside it may not have been filled. */
  @Override
  Region part(long address, long bytes) {
    int first = pieceOf(address - base);
    int last = pieceOf(address - base + Math.max(bytes, 1) - 1);
    Region piece = piece(first);
    if (first == last) {
      return piece;
    }
    for (int p = first + 1; p <= last; p++) {
      piece(p);
    }
    return region(first, last);
  }

  @Override
  void fill(long address, long bytes, byte value) {
    long from = address - base;
    long to = from + bytes;
    int first = pieceOf(from + PIECE - 1);
    int last = to == size ? pieces.length : pieceOf(to);
    if (last <= first) {
      super.fill(address, bytes, value);
      return;
    }
    fillPart(from, first * PIECE, value);
    synchronized (this) {
      for (int p = first; p < last; p++) {
        Region piece = pieces[p];
        if (piece == null) {
          fillings[p] = value;
        } else {
          piece.segment.fill(value);
        }
      }
    }
    fillPart(Math.min(last * PIECE, to), to, value);
  }

  private void fillPart(long from, long to, byte value) {
    if (from < to) {
      super.fill(base + from, to - from, value);
    }
  }

  @Override
  void release() {
    ReservedMemory.release(segment);
  }

  /** Bytes that have memory. */
  long present() {
    return PIECE * Arrays.stream(pieces).filter(p -> p != null).count();
  }

  private Region piece(int number) {
    Region piece = pieces[number];
    return piece != null ? piece : materialise(number);
  }

  /** A piece is published when it is full, so that a thread that sees it sees its bytes. */
  private synchronized Region materialise(int number) {
    Region piece = pieces[number];
    if (piece == null) {
      piece = region(number, number);
      if (fillings[number] != 0) {
        piece.segment.fill(fillings[number]);
      }
      pieces[number] = piece;
    }
    return piece;
  }

  private Region region(int first, int last) {
    long from = first * PIECE;
    long bytes = Math.min((last + 1) * PIECE, size) - from;
    MemorySegment memory = segment.asSlice(from, bytes);
    return new Region(name, base + from, bytes, 0, memory);
  }

  private static int pieceOf(long offset) {
    return (int) (offset >>> PIECE_SHIFT);
  }
}
