package dev.pagen.attention;

import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.Reading;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.render.RenderedKernel;

/**
 * The floor of a decode kernel, loaded on a device: it reads what that kernel has to read, and
 * nothing else. For one thread at a time.
 */
public final class FloorLauncher implements AutoCloseable {
  private final RenderedKernel kernel;
  private final Module module;
  private final Step step;

  private FloorLauncher(RenderedKernel kernel, Module module, Step step) {
    this.kernel = kernel;
    this.module = module;
    this.step = step;
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
    Step.requireSameArchitecture(device, kernel);
    KernelEntry entry =
        kernel
            .entry(KernelEntry.Role.FLOOR)
            .orElseThrow(() -> new LaunchException(kernel.name() + " has no floor kernel."));
    Reading<GpuCode> code = Reading.of(() -> GpuCode.read(codeObject));
    Module module = device.load(codeObject);
    boolean loaded = false;
    try {
      Step step = Step.of(entry, kernel.spec().attention(), code, module);
      FloorLauncher launcher = new FloorLauncher(kernel, module, step);
      loaded = true;
      return launcher;
    } finally {
      if (!loaded) {
        module.close();
      }
    }
  }

  /**
   * A launch with so many tokens for each workgroup. Which partition is fastest depends on the
   * batch, so whoever measures tries several.
   *
   * @throws LaunchException if no launch can be that large
   */
  public Plan plan(PageTable table, int partition) {
    return Plan.of(kernel, table.sequences(), table.maxContext(), partition);
  }

  /**
   * Enqueues the reading of a batch.
   *
   * @param plan of this kernel
   * @param tensors of which the query is not read, and the output hardly ever written
   */
  public void launch(Stream stream, Plan plan, AttentionTensors tensors) {
    step.enqueue(stream, plan.decode(), plan, tensors, Workspace.NONE);
  }

  /** Unloads the kernel, whose launches must have ended. */
  @Override
  public void close() {
    step.close();
    module.close();
  }
}
