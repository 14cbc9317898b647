package dev.pagen.render;

import dev.pagen.kernel.CdnaDecode;
import dev.pagen.kernel.CdnaLatent;
import dev.pagen.kernel.HopperLatent;
import dev.pagen.kernel.HopperWidened;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.LatentRow;
import dev.pagen.kernel.NvidiaDecode;
import dev.pagen.kernel.NvidiaLatent;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import org.jspecify.annotations.Nullable;

/**
 * What the templates of latent attention print besides; all but the first of CDNA's kernels.
 *
 * @param valueSize elements of a row, from its first, that are its value
 * @param headWaves waves between which the query rows are shared out
 * @param rowSets sets of 16 query rows that each of them has
 * @param wideBanks whether LDS has twice the banks that 128 bytes cover
 * @param row how rows are loaded, and lie in LDS
 * @param reads how the value is read from LDS
 * @param ahead how LDS is read before the matrix instructions
 * @param loadsBetween whether rows are asked for between matrix instructions
 * @param floorLanes lanes for each token that a wave of the floor reads at a time, so that it reads
 *     whole chunks
 * @param hopper what those with Hopper's matrix instructions print besides; null for others
 * @param widened what those with them for scores alone print besides; null for others
 */
record LatentModel(
    int valueSize,
    int headWaves,
    int rowSets,
    boolean wideBanks,
    @Nullable Row row,
    @Nullable Reads reads,
    Ahead ahead,
    boolean loadsBetween,
    int floorLanes,
    @Nullable HopperModel hopper,
    @Nullable WidenedModel widened) {
  /** With which rows of a multiple of 64 bytes are whole chunks for all of them. */
  private static final int FLOOR_LANES = 4;

  /**
   * How a wave loads rows, and how they lie in LDS.
   *
   * @param pitch bytes of LDS from one row to the next; null where that is their length
   * @param rests of rows of which the lanes share what follows the value; null for others
   * @param copies of rows that travel past the registers
   * @param loads of a row
   * @param idle whether some lanes have no part in the last of them
   */
  record Row(
      @Nullable Integer pitch, @Nullable Rests rests, Copies copies, int loads, boolean idle) {
    /**
     * What follows the value in rows of 8-bit elements.
     *
     * @param stored type of what a lane loads of it
     * @param few whether that has two elements
     */
    record Rests(String stored, boolean few) {
      /** As many bytes as a wave has rows: 64 lanes share the 64 bytes behind each row's value. */
      static Rests of(int rowsOfWave) {
        return switch (rowsOfWave) {
          case 2 -> new Rests("unsigned short", true);
          case 4 -> new Rests("u32", false);
          default -> new Rests("u32x2", false);
        };
      }
    }

    /**
     * Copies, each of all lanes but the last of a row.
     *
     * @param lanes of the last one; null for all
     * @param beyond whether some of these would ask for what is beyond the row
     */
    record Copies(@Nullable Integer lanes, boolean beyond) {}

    static Row of(LatentRow row, boolean scaled, Tuning tuning) {
      return new Row(
          row.padded() ? row.pitch() : null,
          row.sharesRests() && !scaled ? Rests.of(CdnaLatent.rowsOfWave(tuning)) : null,
          new Copies(row.copiesWithAllLanes() ? null : row.lastLanes(), row.endsBetween()),
          row.loads(),
          row.idle());
    }
  }

  /**
   * How V is read from LDS.
   *
   * @param template of the reader
   * @param elements of a token that a lane reads at once
   * @param bytes of them
   * @param ofRow bytes of a row that sixteen lanes read
   * @param size elements of the value that are read at a time
   * @param half whether it reads half as many as it could
   * @param narrow whether it reads a quarter, so that parts or reads end between the chunks that
   *     trade places
   */
  record Reads(
      String template, int elements, int bytes, int ofRow, int size, boolean half, boolean narrow) {
    static Reads of(CdnaLatent latent, Tuning tuning, boolean transposes) {
      int elements = latent.row().readElements(latent.parts(tuning));
      return new Reads(
          transposes ? "transposed_values" : "permuted_values",
          elements,
          2 * elements,
          32 * elements,
          16 * elements,
          elements == 4,
          elements == 2);
    }
  }

  /**
   * How many steps ahead of the matrix instructions LDS is read.
   *
   * @param ordered whether the compiler has to keep the order; else it chooses one
   * @param keys reads of K
   * @param values reads of V
   */
  record Ahead(boolean ordered, int keys, int values) {
    /** The compiler's own order, where it has registers to read ahead. */
    static final Ahead UNORDERED = new Ahead(false, 1, 1);
  }

  /** What they print of {@code spec}; null where it has no latent. */
  static @Nullable LatentModel of(KernelSpec spec) {
    return switch (KernelDesign.of(spec)) {
      case CdnaDecode _, NvidiaDecode _ -> null;
      case CdnaLatent latent -> cdna(latent, spec);
      case NvidiaLatent latent -> nvidia(latent.attention(), null, null);
      case HopperLatent latent -> nvidia(latent.attention(), HopperModel.of(latent), null);
      case HopperWidened latent -> nvidia(latent.attention(), null, WidenedModel.of(latent));
    };
  }

  private static LatentModel cdna(CdnaLatent latent, KernelSpec spec) {
    Tuning tuning = spec.tuning();
    boolean transposes = StagingModel.transposes(spec);
    return new LatentModel(
        latent.attention().valueSize(),
        latent.headWaves(tuning),
        latent.setsOfWave(tuning),
        latent.target() == Target.GFX950,
        Row.of(latent.row(), latent.attention().row().format().isPresent(), tuning),
        Reads.of(latent, tuning, transposes),
        ahead(latent, tuning, transposes),
        latent.loadsBetween(tuning),
        floorLanes(latent.attention()),
        null,
        null);
  }

  private static int floorLanes(AttentionSpec attention) {
    return attention.rowBytes() % 64 == 0 ? FLOOR_LANES : FLOOR_LANES / 2;
  }

  private static LatentModel nvidia(
      AttentionSpec attention, @Nullable HopperModel hopper, @Nullable WidenedModel widened) {
    int valueSize = attention.valueSize();
    return new LatentModel(
        valueSize,
        0,
        0,
        false,
        null,
        null,
        Ahead.UNORDERED,
        false,
        floorLanes(attention),
        hopper,
        widened);
  }

  /**
   * A step of V takes four times the registers where it is not transposed by the read. There are no
   * more reads ahead than there are.
   */
  private static Ahead ahead(CdnaLatent latent, Tuning tuning, boolean transposes) {
    if (!latent.readsAhead(tuning)) {
      return Ahead.UNORDERED;
    }
    int part = latent.attention().valueSize() / latent.parts(tuning);
    int reads = part / (transposes ? 16 : 16 * latent.row().readElements(latent.parts(tuning)));
    return new Ahead(
        true, Math.min(4, latent.attention().headSize() / 32), Math.min(transposes ? 4 : 2, reads));
  }
}
