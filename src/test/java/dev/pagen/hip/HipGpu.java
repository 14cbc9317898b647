package dev.pagen.hip;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.pagen.device.SmallKernels;
import dev.pagen.toolchain.TestToolchain;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.Vendor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The GPU of this machine, of whichever vendor. */
final class HipGpu {
  private static final Map<String, byte[]> COMPILED = new ConcurrentHashMap<>();

  private HipGpu() {}

  /** The first one; where there is none, the test is skipped and says why. */
  static synchronized HipDevice open() {
    List<String> problems = new ArrayList<>();
    for (Vendor vendor : List.of(Vendor.NVIDIA, Vendor.AMD)) {
      Optional<Path> library = TestToolchain.of(vendor).flatMap(Toolchain::hipRuntime);
      if (library.isEmpty()) {
        problems.add(vendor + ": no HIP runtime");
        continue;
      }
      try {
        HipRuntime.probe(library.get());
        return HipDevice.open(HipRuntime.load(library.get()), 0);
      } catch (HipException | UnsatisfiedLinkError e) {
        problems.add(vendor + ": " + e.getMessage());
      }
    }
    return abort("no HIP device: " + String.join("; ", problems));
  }

  /** The small kernels, compiled for it. */
  static byte[] smallKernels(String arch) {
    return COMPILED.computeIfAbsent(arch, a -> SmallKernels.compile(a).codeObject());
  }
}
