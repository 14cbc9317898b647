package dev.pagen.cli;

import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceUnavailableException;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.ExecutionObserver;
import dev.pagen.hip.HipDevice;
import dev.pagen.hip.HipException;
import dev.pagen.hip.HipRuntime;
import dev.pagen.spec.KernelSpec;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.ToolchainSearch;
import dev.pagen.toolchain.Vendor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What kernels run on. */
final class DeviceOptions {
  private static final String HIP = "hip:";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description =
          "auto, emulator, or hip:N (default auto: the first HIP device, else the emulator).")
  private String device = "auto";

  /**
   * Where kernels will run.
   *
   * @param hip the GPU; empty for the emulator, which is one for each kernel
   * @param why why it is the emulator, where nobody asked for it
   */
  record Choice(Optional<Device> hip, Optional<String> why) implements AutoCloseable {
    /**
     * Those of {@code kernels} that run there: a GPU runs those of its own architecture, the
     * emulator all of AMD's.
     */
    List<KernelSpec> runnable(List<KernelSpec> kernels) {
      return kernels.stream().filter(kernel -> runs(kernel.target().arch())).toList();
    }

    private boolean runs(String arch) {
      return hip.isEmpty() ? Vendor.ofArch(arch) == Vendor.AMD : arch().equals(arch);
    }

    private String arch() {
      return hip.orElseThrow().properties().arch();
    }

    /** Whether kernels run on the emulator. */
    boolean emulated() {
      return hip.isEmpty();
    }

    /** The device for {@code kernel}. */
    Device open(BuiltKernel kernel) {
      return open(kernel, ExecutionObserver.NONE);
    }

    /** The same, watched if it is the emulator. */
    Device open(BuiltKernel kernel, ExecutionObserver observer) {
      return hip.orElseGet(
          () ->
              new EmulatedDevice(
                  new EmulatedGpu(kernel.rendered().spec().target(), observer),
                  codeObject -> kernel.result().entry().disassembly()));
    }

    @Override
    public void close() {
      hip.ifPresent(Device::close);
    }
  }

  /**
   * Chooses a device for {@code kernels}, at least one of which can run there.
   *
   * @throws DeviceUnavailableException if a HIP device was named that is not there, or what there
   *     is runs none of them
   */
  Choice choose(List<KernelSpec> kernels, ToolchainOptions toolchain) {
    Choice choice =
        switch (device) {
          case "emulator" -> new Choice(Optional.empty(), Optional.empty());
          case "auto" -> automatic(kernels, toolchain);
          default -> named(kernels, toolchain);
        };
    if (choice.runnable(kernels).isEmpty()) {
      choice.close();
      throw new DeviceUnavailableException(
          choice.why().map(why -> why + "; and the").orElse("The")
              + " emulator executes code of AMD's GPUs only: give --arch gfx942, or such.");
    }
    return choice;
  }

  private static Choice automatic(List<KernelSpec> kernels, ToolchainOptions toolchain) {
    Choice choice;
    try {
      choice = new Choice(Optional.of(openHip(0, kernels, toolchain)), Optional.empty());
    } catch (DeviceUnavailableException e) {
      return new Choice(Optional.empty(), Optional.of("no HIP device: " + e.getMessage()));
    }
    if (choice.runnable(kernels).isEmpty()) {
      choice.close();
      return new Choice(
          Optional.empty(), Optional.of("HIP device 0 is a %s".formatted(choice.arch())));
    }
    return choice;
  }

  private Choice named(List<KernelSpec> kernels, ToolchainOptions toolchain) {
    Choice choice;
    try {
      choice = new Choice(Optional.of(openHip(index(), kernels, toolchain)), Optional.empty());
    } catch (DeviceUnavailableException e) {
      throw new DeviceUnavailableException(
          "--device %s: no such HIP device: %s".formatted(device, e.getMessage()), e);
    }
    if (choice.runnable(kernels).isEmpty()) {
      throw new DeviceUnavailableException(
          "--device %s is a %s, which runs none of these kernels: give --arch %s, or --device emulator."
              .formatted(device, choice.arch(), choice.arch()));
    }
    return choice;
  }

  private int index() {
    try {
      if (device.startsWith(HIP)) {
        return Integer.parseUnsignedInt(device.substring(HIP.length()));
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new ParameterException(
        command.commandLine(),
        "--device %s: it must be auto, emulator, or hip:N such as hip:0".formatted(device));
  }

  /**
   * A device of the HIP runtime of the first vendor that has a GPU here, NVIDIA before AMD. A
   * process binds one HIP runtime, so only one that has a GPU is loaded for good.
   */
  private static Device openHip(int index, List<KernelSpec> kernels, ToolchainOptions toolchain) {
    List<String> problems = new ArrayList<>();
    for (Vendor vendor : List.of(Vendor.NVIDIA, Vendor.AMD)) {
      if (kernels.stream().noneMatch(k -> Vendor.ofArch(k.target().arch()) == vendor)) {
        continue;
      }
      try {
        Path library = hipRuntime(toolchain.search(vendor));
        HipRuntime.probe(library);
        return HipDevice.open(HipRuntime.load(library), index);
      } catch (DeviceUnavailableException | HipException | UnsatisfiedLinkError e) {
        problems.add(vendor + ": " + e.getMessage());
      }
    }
    throw new DeviceUnavailableException(String.join("; ", problems));
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
