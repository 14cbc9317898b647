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
import org.jspecify.annotations.Nullable;

/**
 * What is written, and how partial results are merged on the way.
 *
 * @param narrow the output's 8-bit float; null where it is none
 * @param fours whether a lane stores four elements that follow each other
 * @param mergeHeads query rows that the waves of a workgroup merge at a time
 * @param mergesEvenly whether every time there are as many
 * @param merging how lanes share out what they merge
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
    MergingModel merging,
    boolean mergesTogether) {
  static OutputModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    KernelDesign design = KernelDesign.of(spec);
    HeadGroups groups = design.headGroups();
    int mergeHeads = design.lds(spec.tuning()).mergeHeads();
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
        MergingModel.of(spec),
        design.mergesTogether(spec.tuning()));
  }
}
