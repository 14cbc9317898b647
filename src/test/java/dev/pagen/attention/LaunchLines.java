package dev.pagen.attention;

import dev.pagen.device.Grid;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.render.RenderedKernel;
import dev.pagen.spec.AttentionSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the fake drivers note of the launches that {@link AttentionLauncher} makes. */
final class LaunchLines {
  private LaunchLines() {}

  /**
   * A line for each launch of a batch, in order.
   *
   * @param planning whether the batch has other lengths than the last one
   */
  static List<String> of(
      RenderedKernel kernel,
      Plan plan,
      AttentionTensors tensors,
      Workspace workspace,
      long stream,
      boolean planning) {
    List<String> lines = new ArrayList<>();
    if (plan.sequences() == 0) {
      return lines;
    }
    for (KernelEntry entry : kernel.kernels()) {
      Optional<Grid> grid =
          switch (entry.role()) {
            case PLAN -> plan.planning().filter(_ -> planning);
            case DECODE, FLOOR, MERGING_FLOOR -> Optional.of(plan.decode());
            case REDUCE -> plan.reduce();
            case CACHE_WRITE -> Optional.empty();
          };
      Consumer<ArgumentBlock> fill = block -> block.fill(plan, tensors, workspace);
      grid.ifPresent(of -> lines.add(line(kernel.spec().attention(), entry, of, stream, fill)));
    }
    return lines;
  }

  /** The launch of a cache write; none where it has nothing to write. */
  static List<String> of(
      RenderedKernel kernel, int sequences, NewRows rows, AttentionTensors tensors, long stream) {
    return sequences == 0 || rows.tokens() == 0
        ? List.of()
        : List.of(
            line(
                kernel.spec().attention(),
                kernel.main(),
                new Grid(rows.tokens(), 1, 1),
                stream,
                block -> block.fill(sequences, rows, tensors)));
  }

  private static String line(
      AttentionSpec attention,
      KernelEntry entry,
      Grid grid,
      long stream,
      Consumer<ArgumentBlock> fill) {
    return "%s %d %d %d %d 1 1 %d %d %s"
        .formatted(
            entry.symbol(),
            grid.x(),
            grid.y(),
            grid.z(),
            entry.threads(),
            entry.dynamicLdsBytes(),
            stream,
            arguments(attention, entry, fill));
  }

  private static String arguments(
      AttentionSpec attention, KernelEntry entry, Consumer<ArgumentBlock> fill) {
    try (Arena arena = Arena.ofConfined()) {
      ArgumentBlock block = ArgumentBlock.of(entry, attention, arena);
      fill.accept(block);
      return HexFormat.of().formatHex(block.bytes().toArray(ValueLayout.JAVA_BYTE));
    }
  }
}
