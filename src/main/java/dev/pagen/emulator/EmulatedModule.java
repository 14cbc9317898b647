package dev.pagen.emulator;

import dev.pagen.device.Grid;
import dev.pagen.device.Kernel;
import dev.pagen.device.Launch;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;
import dev.pagen.emulator.machine.Dim3;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Code in an emulated GPU's memory. */
record EmulatedModule(EmulatedGpu gpu, LoadedCode code) implements Module {
  @Override
  public Kernel kernel(String name) {
    code.kernel(name);
    return new EmulatedKernel(this, name);
  }

  @Override
  public void close() {
    code.unload(gpu.memory());
  }

  private record EmulatedKernel(EmulatedModule module, String name) implements Kernel {
    @Override
    public Launch prepare(MemorySegment arguments) {
      return new EmulatedLaunch(module, name, arguments);
    }
  }

  private record EmulatedLaunch(EmulatedModule module, String kernel, MemorySegment arguments)
      implements Launch {
    @Override
    public void enqueue(Stream stream, Grid grid, int threads, int dynamicLds) {
      byte[] block = arguments.toArray(ValueLayout.JAVA_BYTE);
      Dim3 workgroups = new Dim3(grid.x(), grid.y(), grid.z());
      EmulatedStream.of(stream)
          .enqueue(
              () ->
                  module.gpu.launch(
                      module.code, kernel, workgroups, Dim3.of(threads), dynamicLds, block));
    }

    @Override
    public void close() {}
  }
}
