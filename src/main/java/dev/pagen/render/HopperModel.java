package dev.pagen.render;

import dev.pagen.kernel.HopperLatent;

/**
 * What the templates of Hopper's latent attention print besides.
 *
 * @param copyWaves warps beside those that compute
 * @param rightParts parts of the value that the warps of the softmax accumulate
 * @param heldParts parts of the queries in registers
 * @param slots parts of tiles in shared memory
 * @param firstSet parts of a tile that are waited for first
 * @param registers how the groups of warps share them out
 * @param copy how tiles get there: in {@code boxes}, a {@code gather}, or such that they {@code
 *     widen}
 * @param queries how queries do: {@code copied}, or {@code narrowed}
 * @param storedUnits units of 64 bytes of a tile's rows that lie in shared memory as they are
 *     stored, where they widen
 * @param units what they are of: rows of {@code coded} elements, or {@code scaled} ones too
 */
record HopperModel(
    int copyWaves,
    int rightParts,
    int heldParts,
    int slots,
    int firstSet,
    HopperLatent.Registers registers,
    TemplateNames copy,
    TemplateNames queries,
    int storedUnits,
    TemplateNames units) {
  static HopperModel of(HopperLatent design) {
    return new HopperModel(
        design.copyWaves(),
        design.rightParts(),
        design.heldParts(),
        design.slots(),
        design.firstSet(),
        design.sharedRegisters(),
        new TemplateNames(copy(design)),
        new TemplateNames(design.narrowsQueries() ? "narrowed" : "copied"),
        design.storedUnits(),
        new TemplateNames(design.attention().row().format().isPresent() ? "scaled" : "coded"));
  }

  private static String copy(HopperLatent design) {
    if (design.attention().quantised()) {
      return "widen";
    }
    return design.gathers() ? "gather" : "boxes";
  }
}
