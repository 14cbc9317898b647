package dev.pagen.count;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.Plan;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulationLimits;
import dev.pagen.emulator.Schedule;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.observe.Check;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.emulator.observe.Overreads;
import dev.pagen.launch.BufferSpace;
import dev.pagen.launch.Checked;
import dev.pagen.launch.ForeignCode;
import dev.pagen.launch.LaunchList;
import dev.pagen.launch.LaunchRun;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Target;
import dev.pagen.verify.Comparison;
import dev.pagen.verify.DeviceWorkload;
import dev.pagen.verify.InputDistribution;
import dev.pagen.verify.MemoryNeed;
import dev.pagen.verify.Placement;
import dev.pagen.verify.Reference;
import dev.pagen.verify.Workload;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

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
   * would lie side by side more often than in a large one. All entries of lists of tokens or blocks
   * count.
   */
  public CountingRun(
      AttentionSpec attention,
      Target target,
      Batch batch,
      InputDistribution distribution,
      long seed) {
    this.attention = attention;
    this.batch = batch;
    MemoryNeed.ofBatch(batch.sequences()).require();
    int[] contexts = new int[batch.sequences()];
    Arrays.fill(contexts, batch.context());
    MemoryNeed.ofWorkload(attention, contexts, 2).require();
    this.workload =
        Workload.drawFull(attention, target, contexts, distribution, PageOrder.SHUFFLED, seed);
    this.expected = Reference.attention(workload);
  }

  /** Counts a kernel of this project, launched as for all the sequences that are planned. */
  public Counts count(BuiltKernel kernel) {
    Emulation emulation =
        new Emulation(
            kernel.rendered().spec().target(),
            kernel.result().entry().codeObject(),
            kernel.disassembly(),
            EmulationLimits.NONE,
            ExecutionObserver.NONE,
            Schedule.Fixed.LOCKSTEP);
    Device device = emulation.device();
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream()) {
      Plan planned = launcher.plan(batch.planned(), batch.context());
      Plan plan = planned.forFewer(kernel.rendered(), batch.sequences());
      try (DeviceWorkload inputs =
          DeviceWorkload.upload(device, stream, workload, plan, Placement.DENSE)) {
        emulation.name(spaces(inputs), attention);
        launcher.launch(stream, plan, inputs.tensors(), inputs.workspace());
        return counts(OURS, emulation, inputs);
      }
    }
  }

  /**
   * Counts another code object on the same inputs.
   *
   * @param launches how it is launched
   * @param limits of each launch
   * @param schedule in which order its waves execute
   * @param checks what to look for; where one finds something, what is counted is a run without
   */
  public Checked<Counts> count(
      ForeignCode foreign,
      LaunchList launches,
      EmulationLimits limits,
      Schedule schedule,
      Set<Check> checks) {
    return Checked.run(checks, some -> emulate(foreign, launches, limits, schedule, some));
  }

  private Counts emulate(
      ForeignCode foreign,
      LaunchList launches,
      EmulationLimits limits,
      Schedule schedule,
      Set<Check> checks) {
    Overreads overreads = new Overreads();
    Emulation emulation =
        new Emulation(
            foreign.target(),
            foreign.bytes(),
            foreign.disassembly(),
            limits,
            ExecutionObserver.both(ExecutionChecks.of(checks), overreads),
            schedule);
    EmulatedDevice device = emulation.device();
    try (Stream stream = device.createStream();
        DeviceWorkload inputs = DeviceWorkload.upload(device, stream, workload, Placement.DENSE);
        LaunchRun run =
            new LaunchRun(foreign, launches, batch.names(), spaces(inputs), device, overreads)) {
      emulation.name(run.buffers(), attention);
      run.launch();
      return counts(launches.name(), emulation, inputs);
    }
  }

  private static Map<String, BufferSpace> spaces(DeviceWorkload inputs) {
    Map<String, BufferSpace> spaces = new LinkedHashMap<>();
    inputs
        .buffers()
        .forEach((name, b) -> spaces.put(name, new BufferSpace(b.address(), b.bytes())));
    return spaces;
  }

  private Counts counts(String name, Emulation emulation, DeviceWorkload inputs) {
    return new Counts(
        name,
        emulation.target(),
        attention,
        batch,
        emulation.kernels(),
        Comparison.of(workload, expected, inputs.download()));
  }
}
