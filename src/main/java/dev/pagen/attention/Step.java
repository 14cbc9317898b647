package dev.pagen.attention;

import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.Reading;
import dev.pagen.device.Device;
import dev.pagen.device.Grid;
import dev.pagen.device.Launch;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.render.RenderedKernel;
import java.lang.foreign.Arena;

/** One loaded kernel, its arguments, and the two tied together. */
record Step(ArgumentBlock arguments, Launch launch, int threads, int dynamicLdsBytes)
    implements AutoCloseable {
  /**
   * The kernel of {@code entry} in {@code module}, whose code is {@code code}.
   *
   * @throws LaunchException if the two do not belong together, as far as the code tells
   */
  static Step of(KernelEntry entry, Reading<GpuCode> code, Module module) {
    code.value().ifPresent(known -> ArgumentAgreement.check(entry, known.kernel(entry.symbol())));
    ArgumentBlock arguments = ArgumentBlock.of(entry, Arena.ofAuto());
    Launch launch = module.kernel(entry.symbol()).prepare(arguments.bytes());
    return new Step(arguments, launch, entry.threads(), entry.dynamicLdsBytes());
  }

  /**
   * Returns for a kernel of the device's own architecture.
   *
   * @throws LaunchException if it is for another
   */
  static void requireSameArchitecture(Device device, RenderedKernel kernel) {
    String arch = kernel.spec().target().arch();
    if (!device.properties().arch().equals(arch)) {
      throw new LaunchException(
          "The kernel is for %s, the device (%s) is a %s."
              .formatted(arch, device.properties().name(), device.properties().arch()));
    }
  }

  void enqueue(Stream stream, Grid grid, Plan plan, AttentionTensors tensors, Workspace workspace) {
    arguments.fill(plan, tensors, workspace);
    launch.enqueue(stream, grid, threads, dynamicLdsBytes);
  }

  void enqueue(Stream stream, Grid grid, int sequences, NewRows rows, AttentionTensors tensors) {
    arguments.fill(sequences, rows, tensors);
    launch.enqueue(stream, grid, threads, dynamicLdsBytes);
  }

  @Override
  public void close() {
    launch.close();
  }
}
