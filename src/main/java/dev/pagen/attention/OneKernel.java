package dev.pagen.attention;

import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.Reading;
import dev.pagen.device.Device;
import dev.pagen.device.Module;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.render.RenderedKernel;

/** A code object of one kernel, loaded on a device. */
record OneKernel(RenderedKernel rendered, Module module, Step step) implements AutoCloseable {
  /**
   * Loads a code object that was compiled from {@code rendered}'s source, by whatever compiler.
   *
   * @param role what the kernel has to be for
   * @param lacks what is said of a code object that has no such kernel
   * @throws LaunchException if it is for another architecture than the device's, or for something
   *     else
   */
  static OneKernel load(
      Device device,
      RenderedKernel rendered,
      byte[] codeObject,
      KernelEntry.Role role,
      String lacks) {
    Step.requireSameArchitecture(device, rendered);
    KernelEntry entry =
        rendered
            .entry(role)
            .orElseThrow(() -> new LaunchException(rendered.name() + " " + lacks + "."));
    Reading<GpuCode> code = Reading.of(() -> GpuCode.read(codeObject));
    Module module = device.load(codeObject);
    boolean loaded = false;
    try {
      Step step = Step.of(entry, rendered.spec().attention(), code, module);
      loaded = true;
      return new OneKernel(rendered, module, step);
    } finally {
      if (!loaded) {
        module.close();
      }
    }
  }

  @Override
  public void close() {
    step.close();
    module.close();
  }
}
