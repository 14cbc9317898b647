package dev.pagen.attention;

import dev.pagen.device.Grid;
import dev.pagen.kernel.Extent;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.render.RenderedKernel;
import dev.pagen.spec.KernelSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * How a kernel is launched for a batch. A plan for longer contexts than a batch has gives the same
 * result, so one plan made for the longest context serves a captured graph; sequences that are
 * longer than the plan would lose their end. With {@code schedule=list} they do not: the device
 * plans for the lengths that it finds.
 *
 * @param spec the kernel
 * @param sequences of the batch, at least 0
 * @param maxContext tokens of the longest sequence that it is good for
 * @param partition tokens of one workgroup, at least 1; 0 where the device chooses them
 * @param maxPartitions workgroups that share a sequence and its heads at most, at least 1
 * @param items partial results that there is room for, of all query heads each: as many as there
 *     are sequences if none is split. With {@code schedule=list} the length of the work list
 * @param planning workgroups of the kernel that writes the work list, where there is one
 * @param decode workgroups of the decode kernel, or of the floor kernel
 * @param reduce workgroups of the reduce kernel, where it has to be launched
 * @param layout of the workspace
 */
public record Plan(
    KernelSpec spec,
    int sequences,
    int maxContext,
    int partition,
    int maxPartitions,
    int items,
    Optional<Grid> planning,
    Grid decode,
    Optional<Grid> reduce,
    WorkspaceLayout layout) {
  /** HIP's limit for the second and third dimension of a grid. */
  private static final int MAX_GRID_YZ = 65_535;

  /**
   * The most tokens of a sequence, and of a partition: sums of two of them, which kernels form, are
   * still ints.
   */
  static final int MAX_CONTEXT = 1 << 30;

  /**
   * Plans for sequences of at most {@code maxContext} tokens; {@link AttentionLauncher#plan}
   * chooses the partition.
   *
   * @param tokens of one workgroup, at least 1; no sequence has use for more than 2^30
   * @throws LaunchException if no launch can be that large, or a sequence has more than 2^30 tokens
   */
  public static Plan of(RenderedKernel kernel, int sequences, int maxContext, int tokens) {
    int partition = Math.min(tokens, MAX_CONTEXT);
    if (sequences < 0 || maxContext < 0 || partition < 1) {
      throw new LaunchException(
          "There are no batches of %d sequences with %d tokens in partitions of %d."
              .formatted(sequences, maxContext, partition));
    }
    int reach = kernel.spec().attention().longestReach(maxContext);
    int partitions = Math.max(1, Math.ceilDiv(reach, partition));
    return of(kernel, sequences, maxContext, partition, partitions, (long) sequences * partitions);
  }

  /**
   * Plans for sequences of any length, whose partition the device chooses: the smallest with which
   * the work list is long enough.
   *
   * @param kernel with {@code schedule=list}
   * @param items length of the work list, at least {@code sequences}
   * @throws LaunchException if no launch can be that large
   */
  static Plan ofList(RenderedKernel kernel, int sequences, int maxContext, long items) {
    if (sequences < 0 || maxContext < 0 || items < sequences) {
      throw new LaunchException(
          "A work list of %d items has no room for %d sequences.".formatted(items, sequences));
    }
    int partitions = (int) Math.min(Integer.MAX_VALUE, items - sequences + 1);
    return of(kernel, sequences, maxContext, 0, partitions, items);
  }

  private static Plan of(
      RenderedKernel kernel,
      int sequences,
      int maxContext,
      int partition,
      int partitions,
      long items) {
    if (maxContext > MAX_CONTEXT) {
      throw new LaunchException(
          "Sequences have up to %d tokens, not %d.".formatted(MAX_CONTEXT, maxContext));
    }
    if (items > Integer.MAX_VALUE) {
      throw new LaunchException(
          "%d partitions of %d sequences are more than a launch can have. A larger partition makes fewer."
              .formatted(items, sequences));
    }
    int count = (int) items;
    Function<KernelEntry, Grid> grid = entry -> grid(entry, sequences, partitions, count);
    return new Plan(
        kernel.spec(),
        sequences,
        maxContext,
        partition,
        partitions,
        count,
        kernel.entry(KernelEntry.Role.PLAN).map(grid),
        grid.apply(kernel.main()),
        kernel.entry(KernelEntry.Role.REDUCE).filter(entry -> partitions > 1).map(grid),
        WorkspaceLayout.of(kernel, sequences, count, partitions > 1));
  }

  /**
   * The same for fewer sequences that are as long: each is split as if all were there.
   *
   * @param kernel of this plan
   */
  public Plan forFewer(RenderedKernel kernel, int fewer) {
    return partition > 0
        ? of(kernel, fewer, maxContext, partition)
        : ofList(kernel, fewer, maxContext, (long) (items / sequences) * fewer);
  }

  private static Grid grid(KernelEntry entry, int sequences, int partitions, int items) {
    ToIntFunction<Extent> count =
        extent ->
            switch (extent) {
              case Extent.Constant(int workgroups) -> workgroups;
              case Extent.Quantity.SEQUENCES -> sequences;
              case Extent.Quantity.MAX_PARTITIONS -> partitions;
              case Extent.Quantity.MAX_ITEMS -> items;
              case Extent.Quantity.TOKENS ->
                  throw new IllegalArgumentException(entry.symbol() + " is not planned");
            };
    List<Extent> extents = entry.grid();
    Grid grid =
        new Grid(
            count.applyAsInt(extents.get(0)),
            count.applyAsInt(extents.get(1)),
            count.applyAsInt(extents.get(2)));
    boolean possible =
        grid.y() <= MAX_GRID_YZ
            && grid.z() <= MAX_GRID_YZ
            && (long) grid.x() * entry.threads() <= 0xffff_ffffL;
    if (sequences > 0 && !possible) {
      throw new LaunchException(
          "%s cannot be launched with %s workgroups: y and z can be %d, and x %d. A larger"
                  .formatted(entry.symbol(), grid, MAX_GRID_YZ, 0xffff_ffffL / entry.threads())
              + " partition needs fewer.");
    }
    return grid;
  }

  /** Whether a sequence may have several partitions, whose results have to be merged. */
  public boolean merges() {
    return maxPartitions > 1;
  }

  /** Bytes of the workspace that a launch needs. */
  public WorkspaceBytes workspace() {
    return layout.bytes();
  }
}
