package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import java.util.List;

/**
 * How a latent's row travels to the LDS of a CDNA workgroup, how it lies there, and how its value
 * can be divided among waves. A row is so many chunks of eight elements: 16 bytes of LDS each. Each
 * eight chunks trade places there, so a row ends where eight of them do; and where twice as many
 * bytes as they have cover all banks, rows are an odd number of eights apart.
 *
 * @param chunks of a row
 * @param valueSize elements of its value
 * @param pitch bytes of LDS from one row to the next
 * @param sharesRests whether all lanes of a wave bring a row's value at once, and share what
 *     follows the values of all its rows: rows as DeepSeek's models have them, those with scales
 *     inside too
 */
public record LatentRow(int chunks, int valueSize, int pitch, boolean sharesRests) {
  /** Elements of rows and values come in these: what a lane multiplies of a row at a time. */
  private static final int UNIT = 32;

  private static final int LONGEST = 1024;

  /** One wave has registers for the output of no more: longer values are in parts. */
  private static final int LONGEST_VALUE = 512;

  private static final int CHUNK_ELEMENTS = 8;
  private static final int CHUNK_BYTES = 16;

  /** So many chunks trade places. */
  private static final int EIGHT = 8;

  private static final int SWIZZLED_BYTES = EIGHT * CHUNK_BYTES;

  /** Parts of a value, where there are several, end where eight chunks do. */
  private static final int SWIZZLED_ELEMENTS = EIGHT * CHUNK_ELEMENTS;

  /** More would compute the same scores too often. */
  private static final int MOST_PARTS = 4;

  /** The most of its elements that a lane reads of a value at once. */
  private static final int WIDEST_READ = 8;

  /** The most loads of a wave for one tile: they take registers, and copies are counted. */
  private static final int MOST_LOADS = 16;

  /** Eight lanes look up a row, and bring 16 bytes each of what follows its value. */
  private static final int MOST_ROWS_WITH_RESTS = 8;

  /** The row of {@code attention} on {@code target}. */
  public static LatentRow of(AttentionSpec attention, Target target) {
    int row = attention.headSize();
    int eights = Math.ceilDiv(row, SWIZZLED_ELEMENTS);
    boolean wideBanks = target.ldsBanks() * Integer.BYTES > SWIZZLED_BYTES;
    return new LatentRow(
        Math.ceilDiv(row, CHUNK_ELEMENTS),
        attention.valueSize(),
        (wideBanks ? eights | 1 : eights) * SWIZZLED_BYTES,
        attention.row().format().isPresent()
            || (row == Latent.ROW_SIZE && attention.valueSize() == Latent.VALUE_SIZE));
  }

  static void check(AttentionSpec attention, List<Refusal> refusals) {
    int row = nearest(attention.headSize(), UNIT, LONGEST);
    int value = nearest(attention.valueSize(), UNIT, row);
    if (value > LONGEST_VALUE) {
      int parts = 2 * SWIZZLED_ELEMENTS;
      value = nearest(attention.valueSize(), parts, row / parts * parts);
    }
    if (row != attention.headSize() || value != attention.valueSize()) {
      Latent.refuseSize(
          attention,
          "on CDNA targets rows of latents, and their values, have a multiple of %d elements, up to %d (values beyond %d of %d)"
              .formatted(UNIT, LONGEST, LONGEST_VALUE, 2 * SWIZZLED_ELEMENTS),
          row,
          value,
          refusals);
    }
  }

  private static int nearest(int size, int unit, int most) {
    return Math.clamp((size + unit / 2L) / unit * unit, unit, most);
  }

  /** Whether rows in LDS are further apart than they are long. */
  public boolean padded() {
    return pitch != chunks * CHUNK_BYTES;
  }

  /** Loads of one row, each lane a chunk of it. */
  public int loads() {
    return Math.ceilDiv(chunks, Cdna.WAVE_SIZE);
  }

  /** Lanes that have a chunk to copy with the last of them: all of the eight that it is among. */
  public int lastLanes() {
    int eights = Math.ceilDiv(chunks, EIGHT);
    return (eights * EIGHT - 1) % Cdna.WAVE_SIZE + 1;
  }

  /** Whether these are all. */
  public boolean copiesWithAllLanes() {
    return lastLanes() == Cdna.WAVE_SIZE;
  }

  /** Whether the row ends between eight chunks. */
  public boolean endsBetween() {
    return chunks % EIGHT != 0;
  }

  /** Whether some lanes have no chunk with the last load. */
  public boolean idle() {
    return chunks % Cdna.WAVE_SIZE != 0;
  }

  /** Rows of a tile that one wave can bring. */
  int mostRowsOfWave() {
    return sharesRests ? MOST_ROWS_WITH_RESTS : MOST_LOADS / loads();
  }

  /** Registers of a lane for {@code rows} rows that are on their way. */
  int registers(int rows, AttentionSpec attention) {
    return sharesRests
        ? rows * attention.rowBytes() / Cdna.REGISTER_BYTES
        : rows * loads() * CHUNK_ELEMENTS * attention.kvDtype().bytes() / Integer.BYTES;
  }

  /** The most waves that have a part of the value each: a power of two. */
  int mostParts() {
    int parts = 1;
    while (parts < MOST_PARTS && divides(2 * parts)) {
      parts *= 2;
    }
    return parts;
  }

  private boolean divides(int parts) {
    return valueSize % (parts * SWIZZLED_ELEMENTS) == 0;
  }

  /** Elements of a token that a lane reads of a part of the value at once: 8, 4 or 2. */
  public int readElements(int parts) {
    int read = WIDEST_READ;
    while (read > 2 && valueSize / parts % (16 * read) != 0) {
      read /= 2;
    }
    return read;
  }
}
