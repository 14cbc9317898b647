package dev.pagen.attention;

import dev.pagen.spec.HeadGroups;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.PartialResults;

/**
 * Chooses how many tokens one workgroup takes. Few partitions leave compute units idle, and many
 * cost a start, partial results and their merging each; the choice is the one for which a simple
 * model of the launch takes the least time.
 *
 * <p>The model's unit of time is what one workgroup, alone on its compute unit, needs for a token.
 * Memory is taken to be saturated when every compute unit has one workgroup: more of them at a time
 * share what there is. Workgroups run in rounds of as many as the GPU holds, and the last round is
 * as long as a workgroup needs by itself, or longer if there are enough to saturate memory.
 */
final class Partitioner {
  /** Looking up pages, the first rows' latency and the merging of waves, in tokens. */
  private static final int START = 64;

  /** Until the last workgroup knows that it is the last, or a second kernel runs, in tokens. */
  private static final int REDUCE = 192;

  /**
   * The longest partition, in tokens: a longer one saves nothing that shows, and where sequences
   * differ in length it outlasts the others.
   */
  private static final int LONGEST = 8192;

  private static final int ITEMS_PER_SLOT = 2;

  private final KernelSpec spec;
  private final int computeUnits;
  private final int slots;
  private final double partialTokens;

  /**
   * A partitioner for one kernel on one device.
   *
   * @param computeUnits of the device, at least 1
   * @param workgroupsPerCu of the decode kernel that a compute unit holds at once, at least 1
   */
  Partitioner(KernelSpec spec, int computeUnits, int workgroupsPerCu) {
    this.spec = spec;
    this.computeUnits = computeUnits;
    this.slots = computeUnits * workgroupsPerCu;
    this.partialTokens = PartialResults.tokens(spec.attention(), spec.target().family());
  }

  /**
   * Tokens of one workgroup: what the tuning fixes, or a multiple of what the workgroup takes in
   * one turn of its main loop.
   *
   * @param sequences of the batch, at least 0
   * @param maxReach tokens that a query sees of the longest sequence, at least 0
   */
  int tokens(int sequences, int maxReach) {
    if (spec.tuning().partition() > 0) {
      return spec.tuning().partition();
    }
    int block = spec.tokensPerBlock();
    int blocks = Math.max(1, Math.ceilDiv(maxReach, block));
    long groups = (long) Math.max(1, sequences) * HeadGroups.workgroups(spec);
    int best = blocks;
    double least = Double.POSITIVE_INFINITY;
    int fewest = Math.ceilDiv(blocks, Math.max(1, LONGEST / block));
    for (int partitions = fewest; partitions <= blocks; partitions++) {
      int size = Math.ceilDiv(blocks, partitions);
      double time = time(groups, Math.ceilDiv(blocks, size), size * block);
      if (time < least) {
        least = time;
        best = size;
      }
      if (groups * partitions > 4L * slots) {
        break;
      }
    }
    return Math.multiplyExact(best, block);
  }

  /**
   * Tokens of one workgroup for sequences that differ in length: as for as many of the longest as
   * have those tokens between them, since that is the work.
   *
   * @param totalReach tokens that queries see of all sequences, at least 0
   * @param maxReach of the longest sequence, at least 0
   */
  int tokensOfRagged(long totalReach, int maxReach) {
    return tokens(Math.toIntExact(Math.ceilDiv(totalReach, Math.max(1, maxReach))), maxReach);
  }

  /**
   * Length of a work list: one item for each sequence, which may be a short one, and beyond them
   * two for each workgroup that the device holds. The device then chooses partitions of about half
   * of what a workgroup would take if all took as much, so that nobody is left working alone for
   * long.
   *
   * @param sequences of the batch, at least 0
   */
  int items(int sequences) {
    int workgroups = HeadGroups.workgroups(spec);
    return Math.addExact(sequences, ITEMS_PER_SLOT * Math.ceilDiv(slots, workgroups));
  }

  private double time(long groups, int partitions, int tokens) {
    double merging = partitions == 1 ? 0 : REDUCE + partitions * partialTokens;
    double workgroup = START + tokens + (partitions == 1 ? 0 : partialTokens);
    long workgroups = groups * partitions;
    long last = workgroups % slots;
    double rounds = (double) (workgroups - last) / computeUnits;
    double tail = last == 0 ? 0 : Math.max(1, (double) last / computeUnits);
    return workgroup * (rounds + tail) + merging;
  }
}
