package dev.pagen.render;

import dev.pagen.kernel.CdnaDecode;
import dev.pagen.kernel.CdnaLatent;
import dev.pagen.kernel.HopperLatent;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.NvidiaDecode;
import dev.pagen.kernel.NvidiaLatent;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import org.jspecify.annotations.Nullable;

/**
 * What the templates of latent attention print besides.
 *
 * @param valueSize elements of a row, from its first, that are its value
 * @param headWaves of CDNA's kernels, waves between which the query rows are shared out
 * @param wideBanks of CDNA's kernels, whether LDS has twice the banks that 128 bytes cover
 * @param storedRest of CDNA's kernels, type of what a lane loads of what follows the value in a row
 *     of 8-bit elements
 * @param shortRest of CDNA's kernels, whether that has two elements
 * @param hopper what those with Hopper's matrix instructions print besides; null for others
 */
record LatentModel(
    int valueSize,
    int headWaves,
    boolean wideBanks,
    String storedRest,
    boolean shortRest,
    @Nullable HopperModel hopper) {
  /** What they print of {@code spec}; null where it has no latent. */
  static @Nullable LatentModel of(KernelSpec spec) {
    return switch (KernelDesign.of(spec)) {
      case CdnaDecode _, NvidiaDecode _ -> null;
      case CdnaLatent latent -> cdna(latent, CdnaLatent.rowsOfWave(spec.tuning()));
      case NvidiaLatent latent -> nvidia(latent.attention(), null);
      case HopperLatent latent -> nvidia(latent.attention(), HopperModel.of(latent));
    };
  }

  private static LatentModel cdna(CdnaLatent latent, int rowsOfWave) {
    return new LatentModel(
        latent.attention().valueSize(),
        latent.headWaves(),
        latent.target() == Target.GFX950,
        storedRest(rowsOfWave),
        rowsOfWave == 2,
        null);
  }

  private static LatentModel nvidia(AttentionSpec attention, @Nullable HopperModel hopper) {
    return new LatentModel(attention.valueSize(), 0, false, "", false, hopper);
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
