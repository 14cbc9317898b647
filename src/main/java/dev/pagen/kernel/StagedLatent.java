package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Refusal;
import java.util.List;

/**
 * How a latent's row comes to the shared memory of an NVIDIA workgroup, and lies there. What
 * follows the value in rows of DeepSeek's models, 576/512, comes for several of them at once. Of
 * others all lanes of a wave bring as many chunks as there are lanes, one row after the other, and
 * then what is left of all the wave's rows.
 *
 * @param bytes of a row
 * @param headSize its elements
 * @param valueSize those of its value
 * @param widened whether they have 8 bits, and are widened before they are multiplied
 */
public record StagedLatent(int bytes, int headSize, int valueSize, boolean widened) {
  /** Elements of rows and values come in these: two chunks of a matrix instruction. */
  private static final int UNIT = 32;

  private static final int LONGEST = 1024;

  private static final int CHUNK_BYTES = 16;

  /** With rows of no more the compiler would rather spill in the floor than take more registers. */
  private static final int FEW_BYTES = 512;

  /** Elements of the value that a matrix instruction takes, and twice as many where they widen. */
  private static final int STEP = 16;

  /** The row of {@code attention}. */
  public static StagedLatent of(AttentionSpec attention) {
    return new StagedLatent(
        attention.rowBytes(), attention.headSize(), attention.valueSize(), attention.quantised());
  }

  static void checkRows(AttentionSpec attention, List<Refusal> refusals) {
    int row = nearest(attention.headSize(), LONGEST);
    int value = nearest(attention.valueSize(), row);
    if (row != attention.headSize() || value != attention.valueSize()) {
      Latent.refuseSize(
          attention,
          "on NVIDIA targets rows of latents, and their values, have a multiple of %d elements, up to %d"
              .formatted(UNIT, LONGEST),
          row,
          value,
          refusals);
    }
    Latent.checkPlain(attention, refusals);
  }

  private static int nearest(int size, int most) {
    return Math.clamp((size + UNIT / 2L) / UNIT * UNIT, UNIT, most);
  }

  /** How the floor reads rows: of other sizes than usual with few loads, too. */
  static FloorRows floorRows(AttentionSpec attention) {
    FloorRows rows = Nvidia.floorRows(attention);
    boolean other = attention.row().format().isEmpty() && !of(attention).usual();
    return other && attention.rowBytes() <= FEW_BYTES ? rows.bounded() : rows;
  }

  /** Whether it is as in DeepSeek's models. */
  public boolean usual() {
    return headSize == Latent.ROW_SIZE && valueSize == Latent.VALUE_SIZE;
  }

  /** Whether all lanes of a wave have a chunk of one row to bring. */
  public boolean whole() {
    return bytes >= Nvidia.WAVE_SIZE * CHUNK_BYTES;
  }

  /** Whether some chunks are left then. */
  public boolean rest() {
    return bytes % (Nvidia.WAVE_SIZE * CHUNK_BYTES) != 0;
  }

  /**
   * Sixteens of the value that each of {@code waves} waves has; of the last ones some may be beyond
   * it. Elements of 8 bits are widened two sixteens at a time.
   */
  public int outputs(int waves) {
    int step = widened ? 2 : 1;
    return Math.ceilDiv(valueSize, waves * step * STEP) * step;
  }

  /** Whether waves have some that are beyond the value. */
  public boolean surplus(int waves) {
    return outputs(waves) * waves * STEP != valueSize;
  }

  /**
   * Whether all workgroups of a sequence can merge its partitions: a wave takes 128 elements at a
   * time there, and {@code threads} threads four each.
   */
  boolean mergesTogether(int threads) {
    return valueSize % (4 * Nvidia.WAVE_SIZE) == 0
        && valueSize % Math.min(4 * threads, valueSize) == 0;
  }
}
