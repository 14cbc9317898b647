package dev.pagen.render;

import dev.pagen.kernel.CdnaDecode;
import dev.pagen.kernel.CdnaLatent;
import dev.pagen.kernel.HopperLatent;
import dev.pagen.kernel.HopperWidened;
import dev.pagen.kernel.KernelDesign;
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
 * @param storedRest type of what a lane loads of what follows the value in a row of 8-bit elements
 * @param shortRest whether that has two elements
 * @param ahead how LDS is read before the matrix instructions
 * @param loadsBetween whether rows are asked for between matrix instructions
 * @param values the template of how V is read
 * @param hopper what those with Hopper's matrix instructions print besides; null for others
 * @param widened what those with them for scores alone print besides; null for others
 */
record LatentModel(
    int valueSize,
    int headWaves,
    int rowSets,
    boolean wideBanks,
    String storedRest,
    boolean shortRest,
    Ahead ahead,
    boolean loadsBetween,
    String values,
    @Nullable HopperModel hopper,
    @Nullable WidenedModel widened) {
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
    int rowsOfWave = CdnaLatent.rowsOfWave(tuning);
    boolean transposes = StagingModel.transposes(spec);
    return new LatentModel(
        latent.attention().valueSize(),
        latent.headWaves(tuning),
        latent.setsOfWave(tuning),
        latent.target() == Target.GFX950,
        storedRest(rowsOfWave),
        rowsOfWave == 2,
        ahead(latent, tuning, transposes),
        latent.loadsBetween(tuning),
        transposes ? "transposed_values" : "permuted_values",
        null,
        null);
  }

  private static LatentModel nvidia(
      AttentionSpec attention, @Nullable HopperModel hopper, @Nullable WidenedModel widened) {
    int valueSize = attention.valueSize();
    return new LatentModel(
        valueSize, 0, 0, false, "", false, Ahead.UNORDERED, false, "", hopper, widened);
  }

  /** A step of V takes four times the registers where it is not transposed by the read. */
  private static Ahead ahead(CdnaLatent latent, Tuning tuning, boolean transposes) {
    return latent.readsAhead(tuning) ? new Ahead(true, 4, transposes ? 4 : 2) : Ahead.UNORDERED;
  }

  /** As many bytes as a wave has rows: 64 lanes share the 64 bytes behind each row's value. */
  private static String storedRest(int rowsOfWave) {
    return switch (rowsOfWave) {
      case 2 -> "unsigned short";
      case 4 -> "u32";
      default -> "u32x2";
    };
  }
}
