package dev.pagen.render;

import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.LatentShare;
import dev.pagen.spec.Target;

/**
 * What the templates of latent attention print besides.
 *
 * @param valueSize elements of a row, from its first, that are its value
 * @param headWaves waves between which the query heads are shared out
 * @param wideBanks whether LDS has twice the banks that 128 bytes cover
 */
record LatentModel(int valueSize, int headWaves, boolean wideBanks) {
  static LatentModel of(KernelSpec spec) {
    return new LatentModel(
        spec.attention().valueSize(),
        LatentShare.of(spec.attention(), spec.tuning()).headWaves(),
        spec.target() == Target.GFX950);
  }
}
