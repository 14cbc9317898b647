package dev.pagen.attention;

import dev.pagen.device.Grid;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.render.RenderedKernel;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

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
            case DECODE, FLOOR -> Optional.of(plan.decode());
            case REDUCE -> plan.reduce();
            case CACHE_WRITE -> Optional.empty();
          };
      grid.ifPresent(
          of ->
              lines.add(
                  "%s %d %d %d %d 1 1 %d %d %s"
                      .formatted(
                          entry.symbol(),
                          of.x(),
                          of.y(),
                          of.z(),
                          entry.threads(),
                          entry.dynamicLdsBytes(),
                          stream,
                          arguments(entry, plan, tensors, workspace))));
    }
    return lines;
  }

  private static String arguments(
      KernelEntry entry, Plan plan, AttentionTensors tensors, Workspace workspace) {
    try (Arena arena = Arena.ofConfined()) {
      ArgumentBlock block = ArgumentBlock.of(entry, arena);
      block.fill(plan, tensors, workspace);
      return HexFormat.of().formatHex(block.bytes().toArray(ValueLayout.JAVA_BYTE));
    }
  }
}
