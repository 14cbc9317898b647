package dev.pagen.attention;

import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.render.RenderedKernel;

/**
 * The floor of a decode kernel, loaded on a device: it reads what that kernel has to read, and
 * nothing else, but for a merging floor, which merges partial results too. For one thread at a
 * time.
 *
 * <p>Internal: for other packages of pa-gen.
 */
public final class FloorLauncher implements AutoCloseable {
  private final OneKernel kernel;

  private FloorLauncher(OneKernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Loads a floor.
   *
   * @throws LaunchException if it is for another architecture than the device's, or no floor
   */
  public static FloorLauncher load(Device device, BuiltKernel floor) {
    return load(device, floor.rendered(), floor.result().entry().codeObject());
  }

  /** Loads a code object that was compiled from {@code kernel}'s source, by whatever compiler. */
  public static FloorLauncher load(Device device, RenderedKernel kernel, byte[] codeObject) {
    KernelEntry.Role role =
        kernel.entry(KernelEntry.Role.MERGING_FLOOR).isPresent()
            ? KernelEntry.Role.MERGING_FLOOR
            : KernelEntry.Role.FLOOR;
    return new FloorLauncher(
        OneKernel.load(device, kernel, codeObject, role, "has no floor kernel"));
  }

  /**
   * A launch with so many tokens for each workgroup. Which partition is fastest depends on the
   * batch, so whoever measures tries several.
   *
   * @throws LaunchException if no launch can be that large
   */
  public Plan plan(PageTable table, int partition) {
    return Plan.of(kernel.rendered(), table.sequences(), table.maxContext(), partition);
  }

  /**
   * Enqueues the reading of a batch.
   *
   * @param plan of this kernel
   * @param tensors of which the query is not read, and the output hardly ever written
   */
  public void launch(Stream stream, Plan plan, AttentionTensors tensors) {
    launch(stream, plan, tensors, Workspace.NONE);
  }

  /**
   * The same, for a merging floor too.
   *
   * @param tensors of which the query is not read; what a merging floor writes to the output is no
   *     attention
   * @param workspace at least as large as the plan asks for
   */
  public void launch(Stream stream, Plan plan, AttentionTensors tensors, Workspace workspace) {
    kernel.step().enqueue(stream, plan.decode(), plan, tensors, workspace);
  }

  /** Unloads the kernel, whose launches must have ended. */
  @Override
  public void close() {
    kernel.close();
  }
}
