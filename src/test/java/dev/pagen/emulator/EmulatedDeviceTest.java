package dev.pagen.emulator;

import dev.pagen.compile.ListedCode;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceContract;
import dev.pagen.device.SmallKernels;
import dev.pagen.spec.Target;
import org.junit.jupiter.api.BeforeAll;

class EmulatedDeviceTest extends DeviceContract {
  private static ListedCode compiled;

  @BeforeAll
  static void compile() {
    compiled = SmallKernels.compile(Target.GFX942.arch());
  }

  @Override
  protected Device open() {
    return new EmulatedDevice(new EmulatedGpu(Target.GFX942), bytes -> compiled.disassembly());
  }

  @Override
  protected byte[] smallKernels(Device device) {
    return compiled.codeObject();
  }
}
