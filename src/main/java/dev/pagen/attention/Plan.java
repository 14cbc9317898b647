package dev.pagen.attention;

import dev.pagen.device.Grid;
import dev.pagen.render.KernelEntry;
import dev.pagen.render.RenderedKernel;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;

/**
 * How a kernel is launched for a batch. A plan for longer contexts than a batch has gives the same
 * result, so one plan made for the longest context serves a captured graph; sequences that are
 * longer than the plan would lose their end.
 *
 * @param spec the kernel
 * @param sequences of the batch, at least 0
 * @param maxContext tokens of the longest sequence that it is good for
 * @param maxPartitions workgroups that share a sequence and KV head, at least 1
 * @param decode workgroups of the decode kernel
 * @param reduce workgroups of the reduce kernel; not launched where there is one partition
 */
public record Plan(
    KernelSpec spec, int sequences, int maxContext, int maxPartitions, Grid decode, Grid reduce) {
  /** HIP's limit for the second and third dimension of a grid. */
  private static final int MAX_GRID_YZ = 65_535;

  private static final long ALIGNMENT = 256;

  /**
   * Plans for sequences of at most {@code maxContext} tokens.
   *
   * @throws LaunchException if no launch can be that large
   */
  public static Plan of(RenderedKernel kernel, int sequences, int maxContext) {
    if (sequences < 0 || maxContext < 0) {
      throw new LaunchException(
          "There are no batches of %d sequences with %d tokens.".formatted(sequences, maxContext));
    }
    int partitions = Math.max(1, Math.ceilDiv(maxContext, kernel.spec().tuning().partition()));
    return new Plan(
        kernel.spec(),
        sequences,
        maxContext,
        partitions,
        grid(kernel, KernelEntry.Role.DECODE, sequences, partitions),
        grid(kernel, KernelEntry.Role.REDUCE, sequences, partitions));
  }

  /** Plans for the batch of {@code table}. */
  public static Plan of(RenderedKernel kernel, PageTable table) {
    return of(kernel, table.sequences(), table.maxContext());
  }

  private static Grid grid(
      RenderedKernel kernel, KernelEntry.Role role, int sequences, int partitions) {
    KernelEntry entry =
        kernel.kernels().stream().filter(k -> k.role() == role).findFirst().orElseThrow();
    int[] extents =
        entry.grid().stream()
            .mapToInt(
                formula ->
                    switch (formula) {
                      case "sequences" -> sequences;
                      case "max_partitions" -> partitions;
                      default -> Integer.parseInt(formula);
                    })
            .toArray();
    Grid grid = new Grid(extents[0], extents[1], extents[2]);
    if (grid.y() > MAX_GRID_YZ
        || grid.z() > MAX_GRID_YZ
        || (long) grid.x() * entry.threads() > 0xffff_ffffL) {
      throw new LaunchException(
          "%s cannot be launched with %s workgroups: y and z can be %d, and x %d. A larger"
                  .formatted(entry.symbol(), grid, MAX_GRID_YZ, 0xffff_ffffL / entry.threads())
              + " partition needs fewer.");
    }
    return grid;
  }

  /** Whether the partitions' results have to be merged. */
  public boolean reduces() {
    return maxPartitions > 1;
  }

  /** Bytes of {@link Workspace} that a launch needs; 0 where there is one partition. */
  public long workspaceBytes() {
    return reduces() ? sumOffset() + align(slots() * Float.BYTES) : 0;
  }

  /** Where {@code partial_max} begins in the workspace; {@code partial_out} begins at 0. */
  long maxOffset() {
    return align(slots() * spec.attention().headSize() * Float.BYTES);
  }

  /** Where {@code partial_sum} begins in the workspace. */
  long sumOffset() {
    return maxOffset() + align(slots() * Float.BYTES);
  }

  private long slots() {
    AttentionSpec attention = spec.attention();
    return (long) sequences * attention.queryHeads() * maxPartitions;
  }

  private static long align(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
