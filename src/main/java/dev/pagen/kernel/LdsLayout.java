package dev.pagen.kernel;

import dev.pagen.spec.Target;
import org.jspecify.annotations.Nullable;

/**
 * Where the pieces of a staged subtile's rows lie in LDS: piece {@code j} of row {@code r} stands
 * where piece {@code j ^ ((r >> shift) & mask)} would. An LDS access is executed in groups of lanes
 * that together cover all banks once; this keeps the lanes of a group apart both when rows are
 * written (16 lanes, one row) and when columns of pieces are read.
 *
 * @param shift of the row number; null for none
 * @param mask of the shifted row number
 * @param unit bytes of a piece: what a reader takes from one row at a time
 */
public record LdsLayout(@Nullable Integer shift, int mask, int unit) {
  private static final int BANK_BYTES = 4;

  /** What is read from one row of K: 16 bytes by one lane. */
  public static final int CHUNK = 16;

  /** What a transposing read takes from one row of V: 8 bytes by each of 4 lanes. */
  public static final int TRANSPOSED = 32;

  /**
   * The layout for rows of {@code rowBytes} (a power of two, at least 64) on {@code target}.
   *
   * <p>Where a row is as long as all banks or longer, every row starts on the first bank and
   * consecutive rows need different masks. Where several rows fit side by side on the banks, those
   * rows are apart already and share a mask.
   */
  public static LdsLayout of(int rowBytes, int unit, Target target) {
    int bankBytes = target.ldsBanks() * BANK_BYTES;
    int rowsAcrossBanks = Math.max(1, bankBytes / rowBytes);
    int pieces = Math.min(bankBytes, rowBytes) / unit;
    int shift = Integer.numberOfTrailingZeros(rowsAcrossBanks);
    return new LdsLayout(shift == 0 ? null : shift, pieces - 1, unit);
  }

  /** Bytes of a row within which pieces trade places. */
  public int window() {
    return (mask + 1) * unit;
  }

  /** The byte, from the start of the subtile, at which byte {@code b} of row {@code r} lies. */
  public int address(int rowBytes, int r, int b) {
    int row = shift == null ? r : r >> shift;
    return r * rowBytes + (b ^ ((row & mask) * unit));
  }
}
