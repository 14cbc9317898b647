package dev.pagen.verify;

import dev.pagen.compile.KernelBuilder;
import dev.pagen.compile.ListedCode;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Grid;
import dev.pagen.device.Launch;
import dev.pagen.device.Module;
import dev.pagen.device.SmallKernels;
import dev.pagen.device.Stream;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.render.RenderedKernel;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The pieces of a rendered kernel, one at a time. */
final class Probe {
  private static final int THREADS = 256;

  private Probe() {}

  /**
   * {@code expression} of each {@code x}, computed on the emulator.
   *
   * @param type of x and of the expression, in C++; 4 bytes
   * @param inputs a multiple of 256 of them
   */
  static MemorySegment run(KernelSpec spec, String type, String expression, MemorySegment inputs) {
    RenderedKernel kernel = TestBuilder.shared().build(spec).rendered();
    String source =
        kernel.source()
            + """
            extern "C" __global__ void probe(const %1$s* in, %1$s* out) {
              const %1$s x = in[blockIdx.x * 256 + threadIdx.x];
              out[blockIdx.x * 256 + threadIdx.x] = %2$s;
            }
            """
                .formatted(type, expression);
    Target target = spec.target();
    ListedCode compiled =
        SmallKernels.compile(
            "probe", source, target.arch(), KernelBuilder.request(kernel, "").options());
    Device device = new EmulatedDevice(new EmulatedGpu(target), code -> compiled.disassembly());
    try (Module module = device.load(compiled.codeObject());
        Stream stream = device.createStream();
        DeviceBuffer in = device.allocate(inputs.byteSize());
        DeviceBuffer out = device.allocate(inputs.byteSize());
        Arena arena = Arena.ofConfined()) {
      stream.copyToDevice(in.address(), inputs);
      MemorySegment arguments = arena.allocate(16, 8);
      arguments.set(ValueLayout.JAVA_LONG, 0, in.address());
      arguments.set(ValueLayout.JAVA_LONG, 8, out.address());
      try (Launch launch = module.kernel("probe").prepare(arguments)) {
        int workgroups = Math.toIntExact(inputs.byteSize() / 4 / THREADS);
        launch.enqueue(stream, new Grid(workgroups, 1, 1), THREADS, 0);
        MemorySegment results = Arena.ofAuto().allocate(inputs.byteSize(), 64);
        stream.copyToHost(results, out.address());
        stream.synchronize();
        return results;
      }
    }
  }
}
