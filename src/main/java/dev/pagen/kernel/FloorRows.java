package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvLayout;

/**
 * How a wave of the floor reads rows: 16 bytes per lane, as many whole rows with one load as it has
 * lanes for.
 *
 * @param parts whether a row is longer than a wave can read at once
 * @param loads of K, and as many of V, on their way at a time: no more rows than the wave has
 *     lanes, each of which looks up one
 * @param idle whether lanes are left over
 * @param tile tokens that a wave reads at a time where rows are in pieces, in whole loads, or where
 *     keys and values are not equally long
 * @param bound whether the compiler has to be told that it may take as many registers as it has use
 *     for: with so few loads NVIDIA's would rather spill than have more than leave room for all
 *     waves
 */
public record FloorRows(boolean parts, int loads, boolean idle, int tile, boolean bound) {
  private static final int MOST_LOADS = 8;

  /** What a lane reads with one load. */
  static final int CHUNK_BYTES = 16;

  /** As waves of {@code waveSize} lanes read the rows of {@code attention}'s caches. */
  static FloorRows of(AttentionSpec attention, int waveSize) {
    if (attention.rowsDiffer()) {
      return inPieces(attention, waveSize);
    }
    int chunks = attention.rowBytes() / CHUNK_BYTES;
    int lanes = Math.min(chunks, waveSize);
    return new FloorRows(
        chunks > waveSize,
        Math.min(MOST_LOADS, lanes),
        waveSize % lanes != 0,
        attention.layout() == KvLayout.PACKED ? packedTile(attention, chunks, waveSize) : 0,
        false);
  }

  /** Keys and values of their own lengths, tokens one after the other, whatever the row. */
  private static FloorRows inPieces(AttentionSpec attention, int waveSize) {
    int tile = waveSize;
    while (tile * attention.tokenBytes() > 2 * MOST_LOADS * waveSize * CHUNK_BYTES) {
      tile /= 2;
    }
    int least = attention.layout() == KvLayout.PACKED ? attention.packedElements() : 1;
    tile = Math.max(least, tile);
    int loads = Math.ceilDiv(tile * attention.rowBytes(), waveSize * CHUNK_BYTES);
    return new FloorRows(false, loads, false, tile, false);
  }

  /** The same where the compiler has to be told. */
  FloorRows bounded() {
    return new FloorRows(parts, loads, idle, tile, true);
  }

  /** As many tokens as there are loads for, but 32 bytes of an element, or at least 16. */
  private static int packedTile(AttentionSpec attention, int chunks, int waveSize) {
    int least = attention.packedElements();
    int tile = waveSize;
    while (tile > 2 * least && tile * chunks > MOST_LOADS * waveSize) {
      tile /= 2;
    }
    return tile * chunks > 2 * MOST_LOADS * waveSize ? least : tile;
  }
}
