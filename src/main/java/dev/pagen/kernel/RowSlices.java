package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Target;

/**
 * How sixteen lanes of a CDNA wave read one row of a cache: in slices, {@code 16 * bytes} of the
 * row at a time. No lane reads beyond the row: those that are left over at its end read its last
 * slice again, which costs no traffic, and nobody looks at what they compute from it.
 *
 * @param rowBytes length of the row, a multiple of 16
 * @param bytes of a slice, 4, 8 or 16: what a lane loads with one instruction
 * @param count slices of a lane
 */
public record RowSlices(int rowBytes, int bytes, int count) {
  private static final int LANES = 16;

  /** Four elements of 8 bits, which are widened together. */
  private static final int NARROW_BYTES = 4;

  /** Staged rows begin on the same bank, so that an exclusive or can tell them apart. */
  private static final int STAGED_UNIT = 256;

  /** The slices in which keys of {@code attention}'s cache are read. */
  public static RowSlices ofKeys(AttentionSpec attention) {
    return of(attention.quantisedKeys(), attention.rowBytes());
  }

  /** Those in which values are read. */
  public static RowSlices ofValues(AttentionSpec attention) {
    return of(attention.quantisedValues(), attention.valueRowBytes());
  }

  private static RowSlices of(boolean quantised, int rowBytes) {
    return quantised && rowBytes <= LANES * NARROW_BYTES
        ? sliced(rowBytes, NARROW_BYTES)
        : of(rowBytes);
  }

  /** As few registers as there can be, then as few loads. */
  public static RowSlices of(int rowBytes) {
    RowSlices narrow = sliced(rowBytes, Target.WIDEST_LOAD_BYTES / 2);
    RowSlices wide = sliced(rowBytes, Target.WIDEST_LOAD_BYTES);
    return wide.loadedBytes() <= narrow.loadedBytes() ? wide : narrow;
  }

  private static RowSlices sliced(int rowBytes, int bytes) {
    return new RowSlices(rowBytes, bytes, Math.ceilDiv(rowBytes, LANES * bytes));
  }

  /** What sixteen lanes hold of a row, with what several of them hold. */
  public int loadedBytes() {
    return count * LANES * bytes;
  }

  /** Whether lanes are left over. */
  public boolean idle() {
    return loadedBytes() != rowBytes;
  }

  /** Whether they are, of the last of several slices. */
  public boolean trails() {
    return idle() && count > 1;
  }

  /** Bytes from one row to the next where rows are staged in LDS. */
  public int stagedBytes() {
    return loadedBytes() < STAGED_UNIT
        ? loadedBytes()
        : Math.ceilDiv(loadedBytes(), STAGED_UNIT) * STAGED_UNIT;
  }
}
