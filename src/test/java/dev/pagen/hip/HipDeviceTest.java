package dev.pagen.hip;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.pagen.PagenException;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceContract;
import dev.pagen.device.SmallKernels;
import dev.pagen.toolchain.TestToolchain;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Runs where there is a GPU, and says why where there is none. */
class HipDeviceTest extends DeviceContract {
  private static final Map<String, byte[]> COMPILED = new ConcurrentHashMap<>();

  @Override
  protected Device open() {
    Path library =
        TestToolchain.get().hipRuntime().orElseGet(() -> abort("the toolchain has no HIP runtime"));
    try {
      return HipDevice.open(HipRuntime.load(library), 0);
    } catch (PagenException | UnsatisfiedLinkError e) {
      return abort("no HIP device: " + e.getMessage());
    }
  }

  @Override
  protected byte[] smallKernels(Device device) {
    return COMPILED.computeIfAbsent(
        device.properties().arch(), arch -> SmallKernels.compile(arch).codeObject());
  }
}
