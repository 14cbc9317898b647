package dev.pagen.render;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.HeadGroups;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.LdsUse;
import dev.pagen.spec.LogSumExp;
import org.jspecify.annotations.Nullable;

/**
 * What is written, and how partial results are merged on the way.
 *
 * @param narrow the output's 8-bit float; null where it is none
 * @param mergeHeads query rows that the waves of a workgroup merge at a time
 * @param mergesEvenly whether every time there are as many
 * @param laneElements elements of an output row that a lane merges
 * @param idleLanes whether some lanes have none
 * @param partialsAhead partial results of a row that are on their way together
 */
record OutputModel(
    boolean lse,
    boolean naturalLse,
    boolean fp32,
    boolean fp8,
    @Nullable NarrowFormat narrow,
    int mergeHeads,
    boolean mergesEvenly,
    int laneElements,
    boolean idleLanes,
    int partialsAhead) {

  /** Elements of partial results that are on their way to a lane together, in a reduce kernel, */
  private static final int MERGED_ELEMENTS = 64;

  /** and in a decode kernel, which has other uses for registers. */
  private static final int DECODE_MERGED_ELEMENTS = 32;

  private static final int MOST_AHEAD = 16;

  /** Elements of a row beyond which a CDNA decode kernel has none to spare. */
  private static final int LONGEST_AHEAD = 128;

  static OutputModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    Family family = spec.target().family();
    HeadGroups groups = HeadGroups.of(spec);
    int mergeHeads = LdsUse.of(attention, spec.tuning(), family).mergeHeads();
    int laneElements = laneElements(attention.valueSize(), family.waveSize());
    return new OutputModel(
        attention.lse() != LogSumExp.NONE,
        attention.lse() == LogSumExp.NATURAL,
        attention.outDtype() == DataType.FP32,
        attention.scalesOutput(),
        attention.scalesOutput() ? NarrowFormat.of(attention.outDtype(), spec.target()) : null,
        mergeHeads,
        attention.queryRows() % groups.rows() == 0 && groups.rows() % mergeHeads == 0,
        laneElements,
        laneElements * family.waveSize() > attention.valueSize(),
        partialsAhead(spec, laneElements));
  }

  /**
   * Partial results of a row that are on their way together while they are merged. CDNA's decode
   * kernels for long rows have no registers left for more than one.
   */
  private static int partialsAhead(KernelSpec spec, int laneElements) {
    return switch (spec.tuning().reduce()) {
      case KERNEL -> Math.min(MOST_AHEAD, MERGED_ELEMENTS / laneElements);
      case LAST_WORKGROUP ->
          spec.target().family() == Family.CDNA && spec.attention().valueSize() > LONGEST_AHEAD
              ? 1
              : Math.min(MOST_AHEAD, DECODE_MERGED_ELEMENTS / laneElements);
    };
  }

  /** Elements of an output row that one lane merges: a power of two, and at least a pair. */
  private static int laneElements(int valueSize, int waveSize) {
    int share = Math.max(2, Math.ceilDiv(valueSize, waveSize));
    return Integer.highestOneBit(2 * share - 1);
  }
}
