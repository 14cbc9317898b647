package dev.pagen.render;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Tuning.Reduce;

/**
 * How lanes share out the partial results of an output row that they merge.
 *
 * @param laneElements elements of the row that a lane has
 * @param lanes lanes between which the row's elements are divided
 * @param severalWaves whether those are of several waves
 * @param idleLanes whether some lanes have none
 * @param ahead partial results of a row that are on their way together
 */
record MergingModel(
    int laneElements, int lanes, boolean severalWaves, boolean idleLanes, int ahead) {
  /** Elements of partial results that are on their way to a lane together. */
  private static final int MERGED_ELEMENTS = 32;

  private static final int MOST_AHEAD = 16;

  static MergingModel of(KernelSpec spec) {
    KernelDesign design = KernelDesign.of(spec);
    int valueSize = spec.attention().valueSize();
    int lanes = design.lanesOfRow(spec.tuning());
    int laneElements = laneElements(valueSize, lanes);
    return new MergingModel(
        laneElements,
        lanes,
        lanes > spec.target().family().waveSize(),
        laneElements * lanes > valueSize,
        ahead(spec.tuning().reduce(), laneElements, design.mergesAhead()));
  }

  private static int ahead(Reduce reduce, int laneElements, boolean mergesAhead) {
    return reduce == Reduce.KERNEL || mergesAhead
        ? Math.min(MOST_AHEAD, MERGED_ELEMENTS / laneElements)
        : 1;
  }

  /** Elements of an output row that one lane merges: a power of two, and at least a pair. */
  private static int laneElements(int valueSize, int lanes) {
    int share = Math.max(2, Math.ceilDiv(valueSize, lanes));
    return Integer.highestOneBit(2 * share - 1);
  }
}
