package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.compile.ListedCode;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Grid;
import dev.pagen.device.Launch;
import dev.pagen.device.Module;
import dev.pagen.device.SmallKernels;
import dev.pagen.device.Stream;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;

class SourceLineReportTest {
  @ParameterizedTest
  @CdnaTargets
  void aFaultIsReportedWithItsSourceLine(Target target) {
    ListedCode compiled = SmallKernels.compileWithLines(target.arch());
    Device device = new EmulatedDevice(new EmulatedGpu(target), bytes -> compiled.disassembly());
    try (Module module = device.load(compiled.codeObject());
        Stream stream = device.createStream();
        DeviceBuffer input = device.allocate(4L * 64);
        DeviceBuffer output = device.allocate(4L * 10);
        Arena arena = Arena.ofConfined()) {
      MemorySegment arguments = arena.allocate(32, 16);
      arguments.set(ValueLayout.JAVA_LONG, 0, input.address());
      arguments.set(ValueLayout.JAVA_LONG, 8, output.address());
      arguments.set(ValueLayout.JAVA_INT, 16, 64);
      try (Launch launch = module.kernel("scale").prepare(arguments)) {
        assertThatThrownBy(
                () -> {
                  launch.enqueue(stream, new Grid(1, 1, 1), 64, 0);
                  stream.synchronize();
                })
            .isInstanceOf(EmulationException.class)
            .hasMessageContaining("(scale+0x")
            .hasMessageContaining(", small.hip:3)")
            .hasMessageContaining("lane 10");
      }
    }
  }
}
