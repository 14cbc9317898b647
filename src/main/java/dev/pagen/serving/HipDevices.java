package dev.pagen.serving;

import dev.pagen.device.DeviceUnavailableException;
import dev.pagen.hip.HipDevice;
import dev.pagen.hip.HipException;
import dev.pagen.hip.HipRuntime;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.ToolchainSearch;
import dev.pagen.toolchain.Vendor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The GPUs of this machine.
 *
 * <p>Internal: for other packages of pa-gen.
 */
public final class HipDevices {
  /** In the order in which they are tried. */
  public static final List<Vendor> VENDORS = List.of(Vendor.NVIDIA, Vendor.AMD);

  private HipDevices() {}

  /**
   * A device of the HIP runtime of the first vendor that has a GPU here. A process binds one HIP
   * runtime, so only one that has a GPU is loaded for good.
   *
   * @param index its number among that vendor's
   * @param vendors to try, in that order
   * @param search finds a vendor's toolchain
   * @throws DeviceUnavailableException if there is no such device, saying why
   */
  public static HipDevice open(
      int index, List<Vendor> vendors, Function<Vendor, ToolchainSearch> search) {
    List<String> problems = new ArrayList<>();
    for (Vendor vendor : vendors) {
      try {
        return HipDevice.open(HipRuntime.load(withGpu(search.apply(vendor))), index);
      } catch (DeviceUnavailableException | HipException | UnsatisfiedLinkError e) {
        problems.add(vendor + ": " + e.getMessage());
      }
    }
    throw new DeviceUnavailableException(String.join("; ", problems));
  }

  /**
   * Why {@link #open} finds no GPU of a vendor, in the words in which it says so; empty if there is
   * one.
   */
  public static Optional<String> whyNone(ToolchainSearch search) {
    try {
      withGpu(search);
      return Optional.empty();
    } catch (DeviceUnavailableException | HipException | UnsatisfiedLinkError e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Path withGpu(ToolchainSearch search) {
    Path library = hipRuntime(search);
    HipRuntime.probe(library);
    return library;
  }

  private static Path hipRuntime(ToolchainSearch search) {
    Toolchain found =
        search.chosen().orElseThrow(() -> new DeviceUnavailableException("there is no toolchain"));
    if (found.loader().isPresent()) {
      throw new DeviceUnavailableException(
          "the HIP runtime of %s needs a newer C library than this machine's"
              .formatted(found.version()));
    }
    return found
        .hipRuntime()
        .orElseThrow(
            () -> new DeviceUnavailableException("there is no HIP runtime (libamdhip64.so)"));
  }
}
