package dev.pagen.render;

import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.LatentShare;
import dev.pagen.spec.Target;

/**
 * What the templates of latent attention print besides.
 *
 * @param valueSize elements of a row, from its first, that are its value
 * @param headWaves waves between which the query rows are shared out
 * @param wideBanks whether LDS has twice the banks that 128 bytes cover
 * @param storedRest type of what a lane loads of what follows the value in a row of 8-bit elements
 * @param shortRest whether that has two elements
 */
record LatentModel(
    int valueSize, int headWaves, boolean wideBanks, String storedRest, boolean shortRest) {
  static LatentModel of(KernelSpec spec) {
    return new LatentModel(
        spec.attention().valueSize(),
        LatentShare.of(spec.attention(), spec.tuning()).headWaves(),
        spec.target() == Target.GFX950,
        storedRest(spec.tuning().tile() / spec.tuning().waves()),
        spec.tuning().tile() / spec.tuning().waves() == 2);
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
