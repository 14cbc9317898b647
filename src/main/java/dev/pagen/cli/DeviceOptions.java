package dev.pagen.cli;

import dev.pagen.cli.help.About;
import dev.pagen.cli.help.Subject;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceUnavailableException;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.EmulationLimits;
import dev.pagen.emulator.Schedule;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.serving.HipDevices;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.toolchain.Vendor;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What kernels run on. */
@About(Subject.RUN)
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
    static Choice of(Device hip) {
      return new Choice(Optional.of(hip), Optional.empty());
    }

    static Choice emulator(Optional<String> why) {
      return new Choice(Optional.empty(), why);
    }

    /** The target that a GPU is, if there are kernels for it. */
    Optional<Target> target() {
      return hip.flatMap(gpu -> Target.ofArch(gpu.properties().arch()));
    }

    private boolean suits(List<KernelSpec> kernels, boolean anyTarget) {
      return anyTarget
          ? target().isPresent()
          : kernels.stream().anyMatch(kernel -> runs(kernel.target()));
    }

    /**
     * Those of {@code kernels} that run there: a GPU runs those of its own architecture, the
     * emulator all of AMD's.
     *
     * @throws DeviceUnavailableException if there are none
     */
    List<KernelSpec> runnable(List<KernelSpec> kernels) {
      List<KernelSpec> runnable = kernels.stream().filter(k -> runs(k.target())).toList();
      if (runnable.isEmpty()) {
        throw nothingRuns();
      }
      return runnable;
    }

    private DeviceUnavailableException nothingRuns() {
      return new DeviceUnavailableException(
          why.map(reason -> reason + "; and the").orElse("The")
              + " emulator executes code of AMD's GPUs only: give --arch gfx942, or such.");
    }

    /**
     * The targets to make kernels for: the GPU's own where nobody asked for any, else those that
     * run there.
     *
     * @throws DeviceUnavailableException if there are none
     */
    List<Target> targets(KernelOptions kernels, boolean anyTarget) {
      if (anyTarget && target().isPresent()) {
        return List.of(target().get());
      }
      List<Target> targets = kernels.targets().stream().filter(this::runs).toList();
      if (targets.isEmpty()) {
        throw nothingRuns();
      }
      return targets;
    }

    private boolean runs(Target target) {
      return hip.isPresent()
          ? arch().equals(target.arch())
          : EmulatedDevice.targets().contains(target);
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
      return open(kernel, ExecutionObserver.NONE, Schedule.Fixed.LOCKSTEP);
    }

    /** The same; if it is the emulator, watched, and with waves in that order. */
    Device open(BuiltKernel kernel, ExecutionObserver observer, Schedule schedule) {
      return hip.orElseGet(
          () -> {
            String disassembly = kernel.disassembly();
            Target target = kernel.rendered().spec().target();
            return new EmulatedDevice(
                new EmulatedGpu(target, observer, EmulationLimits.NONE, schedule),
                _ -> disassembly);
          });
    }

    @Override
    public void close() {
      hip.ifPresent(Device::close);
    }
  }

  /**
   * Chooses a device.
   *
   * @param kernels what is to run there
   * @param anyTarget whether their targets are nobody's choice, so that a GPU will do for which
   *     they are not, as long as there are kernels for it
   * @throws DeviceUnavailableException if a HIP device was named that is not there, or is not for
   *     these kernels
   */
  Choice choose(List<KernelSpec> kernels, boolean anyTarget, ToolchainOptions toolchain) {
    return choose(device, kernels, anyTarget, toolchain);
  }

  /**
   * Chooses devices that work side by side: those that are named with commas between them, or one.
   *
   * @throws DeviceUnavailableException as {@link #choose}
   */
  List<Choice> chooseAll(List<KernelSpec> kernels, boolean anyTarget, ToolchainOptions toolchain) {
    List<String> names = List.of(device.split(",", -1));
    if (names.size() > 1) {
      names.forEach(this::index);
      if (names.stream().distinct().count() < names.size()) {
        throw usage("names a device twice");
      }
    }
    return names.stream().map(name -> choose(name, kernels, anyTarget, toolchain)).toList();
  }

  private Choice choose(
      String name, List<KernelSpec> kernels, boolean anyTarget, ToolchainOptions toolchain) {
    return switch (name) {
      case "emulator" -> Choice.emulator(Optional.empty());
      case "auto" -> automatic(kernels, anyTarget, toolchain);
      default -> named(name, kernels, anyTarget, toolchain);
    };
  }

  private static Choice automatic(
      List<KernelSpec> kernels, boolean anyTarget, ToolchainOptions toolchain) {
    Choice choice;
    try {
      choice = openHip(0, kernels, anyTarget, toolchain);
    } catch (DeviceUnavailableException e) {
      return Choice.emulator(Optional.of("no HIP device: " + e.getMessage()));
    }
    if (!choice.suits(kernels, anyTarget)) {
      choice.close();
      return Choice.emulator(Optional.of("HIP device 0 is a %s".formatted(choice.arch())));
    }
    return choice;
  }

  private Choice named(
      String name, List<KernelSpec> kernels, boolean anyTarget, ToolchainOptions toolchain) {
    Choice choice;
    try {
      choice = openHip(index(name), kernels, anyTarget, toolchain);
    } catch (DeviceUnavailableException e) {
      throw new DeviceUnavailableException(
          "--device %s: no such HIP device: %s".formatted(name, e.getMessage()), e);
    }
    if (!choice.suits(kernels, anyTarget)) {
      choice.close();
      throw new DeviceUnavailableException(
          "--device %s is a %s, which runs none of these kernels: give --arch %s, or --device emulator."
              .formatted(name, choice.arch(), choice.arch()));
    }
    return choice;
  }

  private int index(String name) {
    try {
      if (name.startsWith(HIP)) {
        int number = Integer.parseInt(name.substring(HIP.length()));
        if (number >= 0) {
          return number;
        }
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw usage("must be auto, emulator, or hip:N such as hip:0");
  }

  private ParameterException usage(String what) {
    return new ParameterException(
        command.commandLine(), "--device %s: it %s".formatted(device, what));
  }

  private static Choice openHip(
      int index, List<KernelSpec> kernels, boolean anyTarget, ToolchainOptions toolchain) {
    List<Vendor> vendors =
        HipDevices.VENDORS.stream()
            .filter(
                vendor ->
                    anyTarget
                        || kernels.stream()
                            .anyMatch(k -> Vendor.ofArch(k.target().arch()) == vendor))
            .toList();
    return Choice.of(HipDevices.open(index, vendors, toolchain::search));
  }
}
