package dev.pagen.attention;

import dev.pagen.codeobject.GpuCode;
import dev.pagen.kernel.HeadGroups;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.LaunchCosts;
import dev.pagen.render.RenderedKernel;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Tuning.Schedule;
import java.util.Arrays;
import java.util.Optional;

/**
 * Chooses how many tokens one workgroup takes. Few partitions leave compute units idle, and many
 * cost a start, partial results and their merging each; the choice is the one for which a simple
 * model of the launch takes the least time.
 *
 * <p>Workgroups run in rounds of as many as the GPU holds, all of a round at once. A round takes
 * its start, and then as long as its bytes take at the bandwidth of the GPU; or as long as one
 * workgroup takes for its tokens however much bandwidth there is, because of what its waves do one
 * after the other.
 *
 * <p>These numbers are the {@code planner} of the manifest, and the algorithm is in
 * docs/formats.md: programs in other languages choose the same to the last token.
 *
 * <p>Internal: for other packages of pa-gen.
 *
 * @param partitionSize tokens that the tuning fixes; 0 to choose
 * @param workList whether the device chooses, and writes a work list
 * @param blockTokens of one iteration of the main loop: a chosen partition is a multiple of it
 * @param longestPartition in tokens: a longer one saves nothing that shows, and where sequences
 *     differ in length it outlasts the others
 * @param workgroups of a sequence's partition
 * @param workgroupsPerCu that a compute unit holds at once, at least 1
 * @param costs of a launch
 */
public record Planner(
    int partitionSize,
    boolean workList,
    int blockTokens,
    int longestPartition,
    int workgroups,
    int workgroupsPerCu,
    Costs costs) {

  /**
   * What a launch takes, each in bytes that the GPU's memory moves in that time. All are multiples
   * of a small power of two, so sums and products of them are exact below 2^53 bytes or so, and the
   * same whether or not a compiler fuses them.
   *
   * @param tokenBytes read for a token
   * @param partialBytes written for a partition of several
   * @param start of a workgroup
   * @param token that a workgroup computes on, if nothing else keeps it
   * @param merge of several partitions, however many
   * @param mergePartition of each of them
   */
  public record Costs(
      double tokenBytes,
      double partialBytes,
      double start,
      double token,
      double merge,
      double mergePartition) {}

  private static final int LONGEST = 8192;

  private static final int ITEMS_PER_SLOT = 2;

  /** Rounds of workgroups after which more partitions are not tried. */
  private static final int FULL = 4;

  /** Partial results that a reduce kernel merges in the time that a wave takes for one. */
  private static final int MERGED_AT_ONCE = 8;

  /** Elements of a row that the times of {@link LaunchCosts} are for, or fewer. */
  private static final int USUAL_ROW = 128;

  /** Query rows of a workgroup that they are for, or fewer. */
  private static final int USUAL_ROWS = 16;

  /**
   * The planner of the decode kernel or the floor in {@code kernel}.
   *
   * @param code that was compiled from it; if it is not known, a compute unit is taken to hold as
   *     many workgroups as LDS has room for
   */
  public static Planner of(RenderedKernel kernel, Optional<GpuCode> code) {
    KernelSpec spec = kernel.spec();
    KernelEntry entry = kernel.main();
    int workgroupsPerCu =
        code.map(c -> c.workgroupsPerCu(entry.symbol(), entry.threads(), entry.dynamicLdsBytes()))
            .orElseGet(
                () ->
                    spec.target().ldsBytesPerCu()
                        / KernelDesign.of(spec).lds(spec.tuning()).totalBytes());
    Planner decode = of(spec, Math.max(1, workgroupsPerCu));
    return entry.role() == KernelEntry.Role.FLOOR ? decode.reading(spec.attention()) : decode;
  }

  /**
   * The planner of {@code spec}'s decode kernel.
   *
   * @param workgroupsPerCu that a compute unit holds at once, at least 1
   */
  public static Planner of(KernelSpec spec, int workgroupsPerCu) {
    KernelDesign design = KernelDesign.of(spec);
    return new Planner(
        spec.tuning().partition(),
        spec.tuning().schedule() == Schedule.LIST,
        design.tokensPerBlock(spec.tuning()),
        LONGEST,
        design.workgroups(),
        workgroupsPerCu,
        costs(spec, design));
  }

  private static Costs costs(KernelSpec spec, KernelDesign design) {
    AttentionSpec attention = spec.attention();
    HeadGroups groups = design.headGroups();
    LaunchCosts costs = design.launchCosts(spec.tuning().reduce());
    int waves = spec.tuning().waves();
    double bytesPerMicrosecond = Math.rint(spec.target().nominalBandwidth() * 1e-6);
    double longRow = Math.max(1, (double) attention.valueSize() / USUAL_ROW);
    // Waves of latents divide what there is to do for all rows, where others have tokens each.
    double manyRows = Math.max(1, (double) groups.rows() / USUAL_ROWS);
    double row = Math.rint(costs.merge() * bytesPerMicrosecond) * longRow;
    double merge =
        switch (spec.tuning().reduce()) {
          case LAST_WORKGROUP, ALL_WORKGROUPS -> costs.arrival();
          case KERNEL -> costs.launch();
        };
    return new Costs(
        attention.tokenBytes(),
        (double) groups.rows() * attention.valueSize() * Float.BYTES,
        Math.rint(costs.start() * bytesPerMicrosecond),
        Math.rint(costs.token() * bytesPerMicrosecond) * longRow * manyRows / waves,
        Math.rint(merge * bytesPerMicrosecond),
        switch (spec.tuning().reduce()) {
          case LAST_WORKGROUP, ALL_WORKGROUPS -> row * Math.ceilDiv(groups.rows(), waves);
          case KERNEL -> row / MERGED_AT_ONCE;
        });
  }

  /** For a kernel that only reads: it computes nothing, and leaves nothing to be merged. */
  private Planner reading(AttentionSpec attention) {
    return new Planner(
        partitionSize,
        false,
        blockTokens,
        longestPartition,
        attention.kvHeads(),
        workgroupsPerCu,
        new Costs(costs.tokenBytes, 0, costs.start, 0, 0, 0));
  }

  /**
   * How {@code kernel} is launched for sequences of at most {@code maxContext} tokens.
   *
   * @param kernel that this planner is of
   * @param computeUnits of the device, at least 1
   * @throws LaunchException if no launch can be that large
   */
  public Plan plan(RenderedKernel kernel, int computeUnits, int sequences, int maxContext) {
    int reach = kernel.spec().attention().longestReach(maxContext);
    return plan(kernel, computeUnits, sequences, maxContext, sequences, reach);
  }

  /**
   * How {@code kernel} is launched for a batch: as for as many of the longest sequences as have its
   * tokens between them, since that is the work.
   *
   * @param contexts tokens of each sequence, 0 to 2^30
   * @throws LaunchException if no launch can be that large
   */
  public Plan plan(RenderedKernel kernel, int computeUnits, int[] contexts) {
    AttentionSpec attention = kernel.spec().attention();
    int maxContext = Arrays.stream(contexts).max().orElse(0);
    int maxReach = Arrays.stream(contexts).map(attention::reach).max().orElse(0);
    long total = Arrays.stream(contexts).mapToLong(attention::reach).sum();
    int alike = Math.toIntExact(Math.ceilDiv(total, Math.max(1, maxReach)));
    return plan(kernel, computeUnits, contexts.length, maxContext, alike, maxReach);
  }

  /**
   * Bytes of a workspace that serves every plan of 1 to {@code sequences} sequences of at most
   * {@code maxContext} tokens. A small batch may need more than a large one, which is split less;
   * batches that fill the device more than four times are all split alike, so that the largest of
   * them needs the most.
   *
   * @throws LaunchException if no launch can be that large
   */
  WorkspaceBytes workspace(RenderedKernel kernel, int computeUnits, int sequences, int maxContext) {
    WorkspaceBytes most = plan(kernel, computeUnits, sequences, maxContext).workspace();
    long few = Math.min(sequences, FULL * slots(computeUnits) / workgroups);
    for (int fewer = 1; fewer <= few; fewer++) {
      most = most.max(plan(kernel, computeUnits, fewer, maxContext).workspace());
    }
    return most;
  }

  /** With a partition that suits {@code alike} sequences of {@code reach} tokens. */
  private Plan plan(
      RenderedKernel kernel,
      int computeUnits,
      int sequences,
      int maxContext,
      int alike,
      int reach) {
    if (workList && partitionSize == 0) {
      return Plan.ofList(kernel, sequences, maxContext, items(computeUnits, sequences));
    }
    return Plan.of(kernel, sequences, maxContext, partition(computeUnits, alike, reach));
  }

  /**
   * Tokens of one workgroup: what the tuning fixes, or a multiple of what the workgroup takes in
   * one iteration of its main loop.
   *
   * @param computeUnits of the device, at least 1
   * @param sequences of the batch, at least 0
   * @param maxReach the most tokens that queries see of a sequence, at least 0
   */
  int partition(int computeUnits, int sequences, int maxReach) {
    if (partitionSize > 0) {
      return partitionSize;
    }
    long slots = slots(computeUnits);
    long groups = (long) Math.max(1, sequences) * workgroups;
    int blocks = Math.max(1, Math.ceilDiv(maxReach, blockTokens));
    int partitions = Math.ceilDiv(blocks, Math.max(1, longestPartition / blockTokens));
    int best = blocks;
    double least = Double.POSITIVE_INFINITY;
    while (true) {
      int size = Math.ceilDiv(blocks, partitions);
      double time = time(slots, groups, Math.ceilDiv(blocks, size), (long) size * blockTokens);
      if (time < least) {
        least = time;
        best = size;
      }
      if (size == 1) {
        break;
      }
      partitions = Math.ceilDiv(blocks, size - 1);
      if (groups * (partitions - 1) > FULL * slots) {
        break;
      }
    }
    return Math.multiplyExact(best, blockTokens);
  }

  /**
   * Length of a work list: one item for each sequence, which may be a short one, and beyond them
   * two for each workgroup that the device holds. The device then chooses partitions of about half
   * of what a workgroup would take if all took as much, so that nobody is left working alone for
   * long.
   *
   * @param sequences of the batch, at least 0
   */
  long items(int computeUnits, int sequences) {
    return sequences + ITEMS_PER_SLOT * Math.ceilDiv(slots(computeUnits), workgroups);
  }

  /** Workgroups that the device holds at once. */
  private long slots(int computeUnits) {
    return (long) computeUnits * workgroupsPerCu;
  }

  /** Of a launch with {@code groups} workgroups for each of a sequence's partitions. */
  private double time(long slots, long groups, int partitions, long tokens) {
    boolean split = partitions > 1;
    double bytes = tokens * costs.tokenBytes + (split ? costs.partialBytes : 0);
    double alone = tokens * costs.token;
    long workgroupsOfAll = groups * partitions;
    long rounds = workgroupsOfAll / slots;
    long last = workgroupsOfAll % slots;
    double time = rounds * (costs.start + Math.max(slots * bytes, alone));
    if (last > 0) {
      time += costs.start + Math.max(last * bytes, alone);
    }
    return split ? time + (costs.merge + partitions * costs.mergePartition) : time;
  }
}
