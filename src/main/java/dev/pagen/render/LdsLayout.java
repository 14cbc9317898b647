package dev.pagen.render;

import dev.pagen.spec.Target;

/**
 * Where the 16-byte chunks of a staged tile of K lie in LDS: chunk {@code j} of row {@code r}
 * stands where chunk {@code j ^ ((r >> shift) & mask)} would. A wide LDS access is executed in
 * groups of lanes that together cover all banks once; this keeps the lanes of a group apart both
 * when rows are written (16 lanes, one row) and when columns are read (16 lanes, 16 rows, one
 * chunk).
 *
 * @param shift of the row number
 * @param mask of the shifted row number
 */
record LdsLayout(int shift, int mask) {
  private static final int CHUNK_BYTES = 16;
  private static final int BANK_BYTES = 4;

  /**
   * The layout for rows of {@code rowBytes} (a power of two, at least 64) on {@code target}.
   *
   * <p>Where a row is as long as all banks or longer, every row starts on the first bank and
   * consecutive rows need different masks. Where several rows fit side by side on the banks, those
   * rows are apart already and share a mask.
   */
  static LdsLayout of(int rowBytes, Target target) {
    int rowsAcrossBanks = Math.max(1, target.ldsBanks() * BANK_BYTES / rowBytes);
    int chunksOfRow = rowBytes / CHUNK_BYTES;
    return new LdsLayout(
        Integer.numberOfTrailingZeros(rowsAcrossBanks), Math.min(16, chunksOfRow) - 1);
  }

  /** The byte, from the start of the tile, at which byte {@code b} of row {@code r} lies. */
  int address(int rowBytes, int r, int b) {
    return r * rowBytes + (b ^ (((r >> shift) & mask) * CHUNK_BYTES));
  }
}
