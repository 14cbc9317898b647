package dev.pagen.attention;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.LaunchCosts;
import dev.pagen.spec.KernelSpec;

/**
 * Chooses how many tokens one workgroup takes. Few partitions leave compute units idle, and many
 * cost a start, partial results and their merging each; the choice is the one for which a simple
 * model of the launch takes the least time.
 *
 * <p>Workgroups run in rounds of as many as the GPU holds, all of a round at once. A round takes
 * its start, and then as long as its bytes take at the share of the bandwidth that the compute
 * units which work have; or as long as one workgroup takes for its tokens however much bandwidth
 * there is, because of what its waves do one after the other.
 */
final class Partitioner {
  /**
   * The longest partition, in tokens: a longer one saves nothing that shows, and where sequences
   * differ in length it outlasts the others.
   */
  private static final int LONGEST = 8192;

  private static final int ITEMS_PER_SLOT = 2;

  /** Elements of a row that the times of {@link LaunchCosts} are for, or fewer. */
  private static final int USUAL_ROW = 128;

  /** Query rows of a workgroup that they are for, or fewer. */
  private static final int USUAL_ROWS = 16;

  private final KernelSpec spec;
  private final int computeUnits;
  private final int slots;
  private final KernelDesign design;
  private final LaunchCosts costs;
  private final double tokenBytes;
  private final double partialBytes;

  /** Bytes in a microsecond, of one compute unit's share of the bandwidth. */
  private final double bandwidth;

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
    this.design = KernelDesign.of(spec);
    this.costs = design.launchCosts();
    this.tokenBytes = (double) spec.attention().caches() * spec.attention().rowBytes();
    this.partialBytes = design.partialTokens() * tokenBytes;
    this.bandwidth = spec.target().nominalBandwidth() * 1e-6 / computeUnits;
  }

  /**
   * Tokens of one workgroup: what the tuning fixes, or a multiple of what the workgroup takes in
   * one turn of its main loop.
   *
   * @param sequences of the batch, at least 0
   * @param maxReach the most tokens that queries see of a sequence, at least 0
   */
  int tokens(int sequences, int maxReach) {
    if (spec.tuning().partition() > 0) {
      return spec.tuning().partition();
    }
    int block = design.tokensPerBlock(spec.tuning());
    int blocks = Math.max(1, Math.ceilDiv(maxReach, block));
    long groups = (long) Math.max(1, sequences) * design.workgroups();
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
   * @param maxReach the most of one sequence, at least 0
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
    int workgroups = design.workgroups();
    return Math.addExact(sequences, ITEMS_PER_SLOT * Math.ceilDiv(slots, workgroups));
  }

  /** Microseconds of a launch. */
  private double time(long groups, int partitions, int tokens) {
    boolean split = partitions > 1;
    double bytes = tokens * tokenBytes + (split ? partialBytes : 0);
    double alone = tokens * costs.token() * longRow() * manyRows() / spec.tuning().waves();
    long workgroups = groups * partitions;
    long rounds = workgroups / slots;
    long last = workgroups % slots;
    double time = rounds * round(slots, bytes, alone);
    if (last > 0) {
      time += round(last, bytes, alone);
    }
    return split ? time + merging(partitions) : time;
  }

  private double merging(int partitions) {
    double row = partitions * costs.merge() * longRow();
    return switch (spec.tuning().reduce()) {
      case LAST_WORKGROUP ->
          costs.arrival() + row * Math.ceilDiv(design.headGroups().rows(), spec.tuning().waves());
      case KERNEL -> costs.launch() + row / KernelEntry.REDUCE_WAVES;
    };
  }

  private double round(long workgroups, double bytes, double alone) {
    return costs.start() + Math.max(bytes * workgroups / computeUnits / bandwidth, alone);
  }

  private double longRow() {
    return Math.max(1, (double) spec.attention().valueSize() / USUAL_ROW);
  }

  /** Waves of latents divide what there is to do for all rows, where others have tokens each. */
  private double manyRows() {
    return Math.max(1, (double) design.headGroups().rows() / USUAL_ROWS);
  }
}
