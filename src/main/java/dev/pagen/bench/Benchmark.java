package dev.pagen.bench;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.Comparison;
import dev.pagen.attention.FloorLauncher;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.Plan;
import dev.pagen.attention.Workspace;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import dev.pagen.spec.KernelSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Times a decode kernel against its floor on one batch. */
public final class Benchmark {
  /** Share of a device's memory that a benchmark takes at most. */
  private static final double MEMORY_SHARE = 0.85;

  /** Runs that decide which partition the floor takes. */
  private static final int TRIAL_RUNS = 8;

  /** Partitions of the floor that are tried, each twice the one before. */
  private static final int TRIALS = 8;

  private static final int SMALLEST_FLOOR_PARTITION = 64;
  private static final double MAX_LAUNCH_SECONDS = 2;

  private final Device device;
  private final BuiltKernel kernel;
  private final KernelSpec spec;
  private final BuiltKernel floor;
  private final Batch batch;
  private final BenchmarkSettings settings;

  private Benchmark(
      Device device,
      BuiltKernel kernel,
      BuiltKernel floor,
      Batch batch,
      BenchmarkSettings settings) {
    this.device = device;
    this.kernel = kernel;
    this.spec = kernel.rendered().spec();
    this.floor = floor;
    this.batch = batch;
    this.settings = settings;
  }

  /**
   * Times {@code kernel} and {@code floor} in turn over the same pages. The kernel's output is
   * compared with the float64 reference before it is timed, and what the timed runs wrote again
   * afterwards.
   *
   * @param floor of the kernel's spec
   * @throws WrongOutputException if the output is wrong
   * @throws BenchmarkException if there is nothing to read, or no memory for it
   */
  public static BenchmarkResult run(
      Device device,
      BuiltKernel kernel,
      BuiltKernel floor,
      Batch batch,
      BenchmarkSettings settings) {
    return new Benchmark(device, kernel, floor, batch, settings).run();
  }

  private BenchmarkResult run() {
    int slots = slots();
    try (AttentionLauncher attention = AttentionLauncher.load(device, kernel);
        FloorLauncher reading = FloorLauncher.load(device, floor);
        Stream stream = device.createStream();
        Rotation rotation =
            Rotation.upload(device, stream, spec.attention(), spec.target(), batch, slots);
        Stopwatch stopwatch = new Stopwatch(device, stream, slots, settings.scratchBytes())) {
      Plan plan = attention.plan(rotation.table(0));
      try (WorkspaceBuffers workspace = new WorkspaceBuffers(device, stream, plan)) {
        DecodeRun decode = new DecodeRun(attention, plan, rotation, workspace.workspace());
        decode.enqueue(stream, 0);
        requireRight(rotation, 0);
        stopwatch.warmUp(List.of(decode), settings.warmUpMilliseconds());
        Plan floorPlan = fastest(stopwatch, reading, rotation);
        Contestant floorRun = floorRun(reading, floorPlan, rotation);
        rotation.poison();
        List<Timing> timings = stopwatch.time(List.of(floorRun, decode), settings.runs());
        Comparison comparison = requireRight(rotation, decode.lastSlot);
        Samples launch = LaunchTime.measure(stream, decode, slots, launches(timings.get(1)));
        return new BenchmarkResult(
            kernel.name(),
            spec,
            device.properties(),
            batch,
            slots,
            plan.partition(),
            floorPlan.partition(),
            timings.get(1),
            timings.get(0),
            launch,
            comparison);
      }
    }
  }

  /**
   * An odd number, so that two contestants in turn both come to all slots; one alone where a run
   * reads so much that it leaves nothing in the caches that its successor begins with.
   */
  private int slots() {
    long bytes = batch.kvBytes(spec.attention());
    if (bytes == 0) {
      throw new BenchmarkException("There is nothing to read: every sequence has 0 tokens.");
    }
    double room = device.properties().memoryBytes() * MEMORY_SHARE;
    if (bytes > room) {
      throw new BenchmarkException(
          "The batch has %.1f GB of keys and values; %s has %.1f GB of memory: take a smaller --batch or --context."
              .formatted(
                  bytes * 1e-9,
                  device.properties().name(),
                  device.properties().memoryBytes() * 1e-9));
    }
    if (bytes >= 8 * settings.otherBytes()) {
      return 1;
    }
    long wanted = Math.ceilDiv(settings.otherBytes(), bytes) + 1 | 1;
    long possible = (long) (room / bytes) - 1 | 1;
    return Math.toIntExact(Math.clamp(wanted, 1, Math.max(1, possible)));
  }

  private Comparison requireRight(Rotation rotation, int slot) {
    int[] sequences = SequenceSample.of(batch, spec.attention().sequenceRows());
    Comparison comparison = rotation.compare(slot, sequences);
    if (!comparison.passed()) {
      throw new WrongOutputException(
          "%s is wrong, so its time does not count: relative L2 error %.2e where %.2e is allowed, %d NaN%s. pa-gen verify tells more."
              .formatted(
                  kernel.name(),
                  comparison.relativeL2(),
                  comparison.limits().relativeL2(),
                  comparison.nans(),
                  comparison
                      .worst()
                      .map(
                          worst ->
                              "; sequence %d, head %d, element %d is %.6g, not %.6g"
                                  .formatted(
                                      sequences[worst.sequence()],
                                      worst.head(),
                                      worst.element(),
                                      worst.actual(),
                                      worst.expected()))
                      .orElse("")));
    }
    return comparison;
  }

  /** The floor's plan that is fastest here. */
  private Plan fastest(Stopwatch stopwatch, FloorLauncher reading, Rotation rotation) {
    PageTable table = rotation.table(0);
    int reach = spec.attention().reach(table.maxContext());
    List<Plan> plans = new ArrayList<>();
    int partition = SMALLEST_FLOOR_PARTITION;
    // Many partitions of a long context only cost starts.
    while ((long) partition << (TRIALS - 1) < reach) {
      partition *= 2;
    }
    do {
      plans.add(reading.plan(table, partition));
      partition *= 2;
    } while (partition < 2 * reach);
    List<Contestant> contestants =
        plans.stream().map(plan -> floorRun(reading, plan, rotation)).toList();
    List<Samples> times = stopwatch.each(contestants, TRIAL_RUNS);
    return IntStream.range(0, plans.size())
        .boxed()
        .min(Comparator.comparingDouble(i -> times.get(i).median()))
        .map(plans::get)
        .orElseThrow();
  }

  /** As many launches as the settings ask for, or as the device does in a few seconds. */
  private int launches(Timing timing) {
    long possible = (long) (MAX_LAUNCH_SECONDS * 1e6 / timing.best().median());
    return Math.clamp(possible, 1, settings.launches());
  }

  private static final class DecodeRun implements Contestant {
    private final AttentionLauncher attention;
    private final Plan plan;
    private final Rotation rotation;
    private final Workspace workspace;

    /** The slot whose output was written last. */
    private int lastSlot;

    DecodeRun(AttentionLauncher attention, Plan plan, Rotation rotation, Workspace workspace) {
      this.attention = attention;
      this.plan = plan;
      this.rotation = rotation;
      this.workspace = workspace;
    }

    @Override
    public void enqueue(Stream stream, int slot) {
      attention.launch(stream, plan, rotation.tensors(slot), workspace);
      lastSlot = slot;
    }
  }

  private static Contestant floorRun(FloorLauncher reading, Plan plan, Rotation rotation) {
    return (stream, slot) -> reading.launch(stream, plan, rotation.tensors(slot));
  }
}
