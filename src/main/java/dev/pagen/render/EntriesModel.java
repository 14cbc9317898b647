package dev.pagen.render;

import dev.pagen.kernel.FloorRows;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.spec.KernelSpec;

/**
 * The kernels that a launch can name, and what those around the decode kernel work with.
 *
 * @param iterationTokens tokens of a workgroup's iteration of the main loop, which the plan deals
 *     out
 * @param mergeTokens what a partial result costs the plan, in tokens
 */
record EntriesModel(
    EntryModel decode,
    EntryModel reduce,
    EntryModel plan,
    EntryModel floor,
    EntryModel mergingFloor,
    int reduceWaves,
    int planThreads,
    int iterationTokens,
    int mergeTokens,
    int floorWaves,
    FloorRows floorRows) {
  static EntriesModel of(KernelSpec spec) {
    KernelDesign design = KernelDesign.of(spec);
    return new EntriesModel(
        EntryModel.of(KernelEntry.decode(spec)),
        EntryModel.of(KernelEntry.reduce(spec)),
        EntryModel.of(KernelEntry.plan(spec)),
        EntryModel.of(KernelEntry.floor(spec)),
        EntryModel.of(KernelEntry.mergingFloor(spec)),
        KernelEntry.REDUCE_WAVES,
        KernelEntry.PLAN_THREADS,
        design.tokensPerBlock(spec.tuning()),
        (int) Math.ceil(design.partialTokens()),
        KernelEntry.FLOOR_WAVES,
        design.floorRows());
  }
}
