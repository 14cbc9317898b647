package dev.pagen.render;

import dev.pagen.kernel.HeadGroups;
import dev.pagen.kernel.HopperWidened;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.NvidiaLatent;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Tuning.Reduce;
import org.jspecify.annotations.Nullable;

/**
 * What is written, and how partial results are merged on the way.
 *
 * @param narrow the output's 8-bit float; null where it is none
 * @param fours whether a lane stores four elements that follow each other
 * @param mergeHeads query rows that the waves of a workgroup merge at a time
 * @param mergesEvenly whether every time there are as many
 * @param laneElements elements of an output row that a lane merges
 * @param lanesOfRow lanes between which a row's elements are divided where it is merged
 * @param wavesOfRow whether those are of several waves
 * @param idleLanes whether some lanes have none
 * @param partialsAhead partial results of a row that are on their way together
 * @param mergesTogether whether workgroups of a sequence with many partitions merge them together
 */
record OutputModel(
    boolean lse,
    boolean naturalLse,
    boolean fp32,
    boolean fp8,
    @Nullable NarrowFormat narrow,
    boolean fours,
    int mergeHeads,
    boolean mergesEvenly,
    int laneElements,
    int lanesOfRow,
    boolean wavesOfRow,
    boolean idleLanes,
    int partialsAhead,
    boolean mergesTogether) {

  /** Elements of partial results that are on their way to a lane together. */
  private static final int MERGED_ELEMENTS = 32;

  private static final int MOST_AHEAD = 16;

  static OutputModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    KernelDesign design = KernelDesign.of(spec);
    int lanes = design.lanesOfRow(spec.tuning());
    HeadGroups groups = design.headGroups();
    int mergeHeads = design.lds(spec.tuning()).mergeHeads();
    int laneElements = laneElements(attention.valueSize(), lanes);
    return new OutputModel(
        attention.lse() != LogSumExp.NONE,
        attention.lse() == LogSumExp.NATURAL,
        attention.outDtype() == DataType.FP32,
        attention.scalesOutput(),
        attention.scalesOutput() ? NarrowFormat.of(attention.outDtype(), spec.target()) : null,
        !(design instanceof NvidiaLatent || design instanceof HopperWidened)
            || design.mergesTogether(spec.tuning()),
        mergeHeads,
        attention.queryLens() == QueryLens.UNIFORM
            && attention.queryRows() % groups.rows() == 0
            && groups.rows() % mergeHeads == 0,
        laneElements,
        lanes,
        lanes > spec.target().family().waveSize(),
        laneElements * lanes > attention.valueSize(),
        partialsAhead(spec.tuning().reduce(), laneElements, design.mergesAhead()),
        design.mergesTogether(spec.tuning()));
  }

  /** Partial results of a row that are on their way together while they are merged. */
  private static int partialsAhead(Reduce reduce, int laneElements, boolean mergesAhead) {
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
