package dev.pagen.count;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.Comparison;
import dev.pagen.attention.DeviceWorkload;
import dev.pagen.attention.InputDistribution;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.Placement;
import dev.pagen.attention.Plan;
import dev.pagen.attention.Reference;
import dev.pagen.attention.Workload;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Stream;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.ExecutionObserver;
import dev.pagen.emulator.Profile;
import dev.pagen.emulator.Profile.NamedBuffer;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.List;

/** Runs implementations of attention on the same inputs, emulated, and counts what they do. */
public final class CountingRun {
  /** What this project's own implementation is called. */
  public static final String OURS = "pa-gen";

  private final AttentionSpec attention;
  private final Batch batch;
  private final Workload workload;
  private final double[] expected;

  /**
   * Draws the inputs. Pages are shuffled: in the small pool of a few sequences, ascending ones
   * would lie side by side more often than in a large one.
   */
  public CountingRun(
      AttentionSpec attention, Batch batch, InputDistribution distribution, long seed) {
    this.attention = attention;
    this.batch = batch;
    int[] contexts = new int[batch.sequences()];
    Arrays.fill(contexts, batch.context());
    this.workload = Workload.draw(attention, contexts, distribution, PageOrder.SHUFFLED, seed);
    this.expected = Reference.attention(workload);
  }

  /** One implementation, loaded and launched on inputs that lie on the device. */
  private interface Launching {
    void run(EmulatedDevice device, Stream stream, DeviceWorkload inputs, Profile profile);
  }

  /** Counts a kernel of this project, launched as for all the sequences that are planned. */
  public Counts count(BuiltKernel kernel) {
    Plan plan = Plan.of(kernel.rendered(), batch.sequences(), batch.context());
    return count(
        OURS,
        kernel.rendered().spec().target(),
        kernel.result().entry().codeObject(),
        kernel.result().entry().disassembly(),
        plan.workspaceBytes(),
        (device, stream, inputs, profile) -> {
          try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel)) {
            launcher.launch(stream, plan, inputs.tensors(), inputs.workspace());
          }
        });
  }

  /** Counts another code object, launched as its list says. */
  public Counts count(ForeignCode foreign) {
    return count(
        foreign.launches().name(),
        foreign.target(),
        foreign.bytes(),
        foreign.disassembly(),
        0,
        (device, stream, inputs, profile) ->
            new ForeignRun(foreign, batch, device, stream, profile).run(inputs));
  }

  private Counts count(
      String name,
      Target target,
      byte[] codeObject,
      String disassembly,
      long workspaceBytes,
      Launching launching) {
    Profile profile = new Profile(target);
    Timelines timelines = new Timelines(target);
    EmulatedDevice device =
        new EmulatedDevice(
            new EmulatedGpu(target, ExecutionObserver.both(profile, timelines.observer())),
            bytes -> disassembly);
    try (Stream stream = device.createStream();
        DeviceWorkload inputs =
            DeviceWorkload.upload(device, stream, workload, workspaceBytes, Placement.DENSE)) {
      inputs
          .buffers()
          .forEach(
              (buffer, memory) -> {
                profile.name(
                    new NamedBuffer(
                        buffer, memory.address(), memory.bytes(), attention.rowBytes()));
                if (Buffers.of(buffer) == Buffers.K || Buffers.of(buffer) == Buffers.V) {
                  timelines.stream(memory.address(), memory.bytes());
                }
              });
      launching.run(device, stream, inputs, profile);
      Comparison comparison = Comparison.of(attention, expected, inputs.download());
      List<KernelCounts> kernels =
          kernels(
              CodeObject.read(codeObject),
              Disassembly.parse(disassembly),
              target,
              profile,
              timelines);
      return new Counts(name, target, attention, batch, kernels, comparison);
    }
  }

  private static List<KernelCounts> kernels(
      CodeObject codeObject,
      Disassembly disassembly,
      Target target,
      Profile profile,
      Timelines timelines) {
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
