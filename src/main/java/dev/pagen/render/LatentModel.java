package dev.pagen.render;

import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.LatentShare;
import dev.pagen.spec.Target;

/**
 * What the templates of latent attention print besides.
 *
 * @param valueSize elements of a row, from its first, that are its value
 * @param headWaves waves between which the query heads are shared out
 * @param fewRows whether one wave's rows of a tile leave lanes without a share of what follows the
 *     values
 * @param wideBanks whether LDS has twice the banks that 128 bytes cover
 */
record LatentModel(int valueSize, int headWaves, boolean fewRows, boolean wideBanks) {
  private static final int LANES_PER_REST = 8;

  static LatentModel of(KernelSpec spec) {
    int rows = spec.tuning().tile() / spec.tuning().waves();
    return new LatentModel(
        spec.attention().valueSize(),
        LatentShare.of(spec.attention(), spec.tuning()).headWaves(),
        rows * LANES_PER_REST < spec.target().family().waveSize(),
        spec.target() == Target.GFX950);
  }
}
