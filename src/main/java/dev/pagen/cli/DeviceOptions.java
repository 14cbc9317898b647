package dev.pagen.cli;

import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceUnavailableException;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.hip.HipDevice;
import dev.pagen.hip.HipException;
import dev.pagen.hip.HipRuntime;
import dev.pagen.spec.KernelSpec;
import dev.pagen.toolchain.Toolchain;
import java.nio.file.Path;
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
    /** Those of {@code kernels} that run there: a GPU runs those of its own architecture. */
    List<KernelSpec> runnable(List<KernelSpec> kernels) {
      return hip.isEmpty()
          ? kernels
          : kernels.stream().filter(k -> arch().equals(k.target().arch())).toList();
    }

    private String arch() {
      return hip.orElseThrow().properties().arch();
    }

    /** The device for {@code kernel}. */
    Device open(BuiltKernel kernel) {
      return hip.orElseGet(
          () ->
              new EmulatedDevice(
                  new EmulatedGpu(kernel.rendered().spec().target()),
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
   * @throws DeviceUnavailableException if a HIP device was named that is not there, or runs none of
   *     them
   */
  Choice choose(List<KernelSpec> kernels, ToolchainOptions toolchain) {
    return switch (device) {
      case "emulator" -> new Choice(Optional.empty(), Optional.empty());
      case "auto" -> automatic(kernels, toolchain);
      default -> named(kernels, toolchain);
    };
  }

  private static Choice automatic(List<KernelSpec> kernels, ToolchainOptions toolchain) {
    Choice choice;
    try {
      choice = new Choice(Optional.of(openHip(0, toolchain)), Optional.empty());
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
      choice = new Choice(Optional.of(openHip(index(), toolchain)), Optional.empty());
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

  private static Device openHip(int index, ToolchainOptions toolchain) {
    Toolchain found =
        toolchain
            .search()
            .chosen()
            .orElseThrow(() -> new DeviceUnavailableException("there is no toolchain"));
    Path library =
        found
            .hipRuntime()
            .orElseThrow(
                () -> new DeviceUnavailableException("there is no HIP runtime (libamdhip64.so)"));
    if (found.loader().isPresent()) {
      throw new DeviceUnavailableException(
          "the HIP runtime of %s needs a newer C library than this machine's"
              .formatted(found.version()));
    }
    try {
      return HipDevice.open(HipRuntime.load(library), index);
    } catch (HipException | UnsatisfiedLinkError e) {
      throw new DeviceUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }
}
