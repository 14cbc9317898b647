package dev.pagen.count;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.EmulationLimits;
import dev.pagen.emulator.Schedule;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.observe.Profile;
import dev.pagen.emulator.observe.Profile.NamedBuffer;
import dev.pagen.launch.BufferSpace;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Target;
import java.util.List;
import java.util.Map;

/** An emulated device for one code object, watched by all that counts. */
final class Emulation {
  private final Target target;
  private final CodeObject codeObject;
  private final Disassembly disassembly;
  private final Profile profile;
  private final Timelines timelines;
  private final EmulatedDevice device;

  Emulation(
      Target target,
      byte[] codeObject,
      String disassembly,
      EmulationLimits limits,
      ExecutionObserver checks,
      Schedule schedule) {
    this.target = target;
    this.codeObject = CodeObject.read(codeObject);
    this.disassembly = Disassembly.parse(disassembly);
    this.profile = new Profile(target);
    this.timelines = new Timelines(target);
    ExecutionObserver counters = ExecutionObserver.both(profile, timelines.observer());
    ExecutionObserver observer = ExecutionObserver.both(checks, counters);
    this.device =
        new EmulatedDevice(
            new EmulatedGpu(target, observer, limits, schedule), bytes -> disassembly);
  }

  Target target() {
    return target;
  }

  EmulatedDevice device() {
    return device;
  }

  /** Tells those who watch what lies where, before the first launch. */
  void name(Map<String, BufferSpace> buffers, AttentionSpec attention) {
    buffers.forEach(
        (name, buffer) -> {
          int rowBytes =
              Buffers.of(name) == Buffers.V ? attention.valueRowBytes() : attention.rowBytes();
          profile.name(new NamedBuffer(name, buffer.address(), buffer.bytes(), rowBytes));
          if (Buffers.of(name) == Buffers.K || Buffers.of(name) == Buffers.V) {
            timelines.stream(buffer.address(), buffer.bytes());
          }
        });
  }

  /** What the kernels did that were launched. */
  List<KernelCounts> kernels() {
    return profile.kernels().stream()
        .map(
            k ->
                KernelCounts.of(
                    target,
                    codeObject.kernel(k.kernel()),
                    disassembly.function(k.kernel()).instructions(),
                    k,
                    timelines.solo(k.kernel())))
        .toList();
  }
}
