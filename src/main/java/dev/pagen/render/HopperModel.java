package dev.pagen.render;

import dev.pagen.kernel.HopperLatent;
import dev.pagen.render.PathsModel.Path;

/**
 * What the templates of Hopper's latent attention print besides.
 *
 * @param copyWaves warps beside those that compute
 * @param rightParts parts of the value that the warps of the softmax accumulate
 * @param heldParts parts of the queries in registers
 * @param slots parts of tiles in shared memory
 * @param copy how tiles get there: in {@code boxes}, or a {@code gather}
 */
record HopperModel(int copyWaves, int rightParts, int heldParts, int slots, Path copy) {
  static HopperModel of(HopperLatent design) {
    return new HopperModel(
        design.copyWaves(),
        design.rightParts(),
        design.heldParts(),
        design.slots(),
        new Path(design.gathers() ? "gather" : "boxes"));
  }
}
