package dev.pagen.bench;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.DeviceWorkspace;
import dev.pagen.attention.FloorLauncher;
import dev.pagen.attention.Plan;
import dev.pagen.attention.Workspace;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.verify.Comparison;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Times decode kernels against their floor on one batch. The inputs lie on the device from the
 * first kernel to the last, and what they make is compared with is computed once.
 */
public final class Benchmark implements AutoCloseable {
  /** Share of a device's memory that a benchmark takes at most. */
  private static final double MEMORY_SHARE = 0.85;

  /** Runs that decide which partition the floor takes. */
  private static final int TRIAL_RUNS = 8;

  /** Partitions of the floor that are tried, each twice the one before. */
  private static final int TRIALS = 10;

  private static final int SMALLEST_FLOOR_PARTITION = 64;
  private static final double MAX_LAUNCH_SECONDS = 2;

  private final Device device;
  private final AttentionSpec attention;
  private final Batch batch;
  private final BenchmarkSettings settings;
  private final int slots;
  private final Deque<Runnable> closing = new ArrayDeque<>();
  private final Stream stream;
  private final FloorLauncher reading;
  private final Rotation rotation;
  private final Stopwatch stopwatch;
  private final Plan floorPlan;

  private Benchmark(Device device, BuiltKernel floor, Batch batch, BenchmarkSettings settings) {
    KernelSpec spec = floor.rendered().spec();
    this.device = device;
    this.attention = spec.attention();
    this.batch = batch;
    this.settings = settings;
    this.slots = slots(device, attention, batch, settings);
    try {
      this.stream = device.createStream();
      closing.push(stream::close);
      this.reading = FloorLauncher.load(device, floor);
      closing.push(reading::close);
      this.rotation = Rotation.upload(device, stream, attention, spec.target(), batch, slots);
      closing.push(rotation::close);
      this.stopwatch = new Stopwatch(device, stream, slots, settings.scratchBytes());
      closing.push(stopwatch::close);
      this.floorPlan = fastestFloor();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Copies a batch to the device, and finds out how the floor reads it fastest.
   *
   * @param floor of the kernels' attention and target, with whatever tuning
   * @throws BenchmarkException if there is nothing to read, or no memory for it
   */
  public static Benchmark open(
      Device device, BuiltKernel floor, Batch batch, BenchmarkSettings settings) {
    return new Benchmark(device, floor, batch, settings);
  }

  /**
   * Times {@code kernel} and the floor in turn over the same pages. The kernel's output is compared
   * with the float64 reference before it is timed, and what the timed runs wrote again afterwards.
   *
   * @param kernel of the floor's attention and target
   * @param runs timed runs of the kernel, and as many of its floor; at least 1
   * @throws WrongOutputException if the output is wrong
   * @throws dev.pagen.attention.LaunchException if the kernel cannot be launched on this batch
   */
  public BenchmarkResult time(BuiltKernel kernel, int runs) {
    return time(kernel, Optional.empty(), runs);
  }

  /**
   * The same, and in turn with them the kernel's merging floor, if the kernel splits sequences.
   *
   * @param mergingFloor of the same attention and target
   */
  public BenchmarkResult time(BuiltKernel kernel, Optional<BuiltKernel> mergingFloor, int runs) {
    if (!kernel.rendered().spec().attention().equals(attention)) {
      throw new IllegalArgumentException(kernel.name() + " is not for this benchmark's inputs");
    }
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel)) {
      Plan plan = launcher.plan(rotation.table(0));
      try (DeviceWorkspace workspace = DeviceWorkspace.allocate(device, stream, plan.workspace())) {
        DecodeRun decode = new DecodeRun(launcher, plan, rotation, workspace.workspace());
        rotation.poison();
        decode.enqueue(stream, 0);
        requireRight(kernel, 0);
        List<Timing> timings =
            timings(decode, mergingFloor.filter(floor -> plan.merges()), plan.partition(), runs);
        Comparison comparison = requireRight(kernel, decode.lastSlot);
        Samples launch = LaunchTime.measure(stream, decode, slots, launches(timings.get(0)));
        return new BenchmarkResult(
            kernel.name(),
            kernel.rendered().spec(),
            device.properties(),
            batch,
            slots,
            plan.partition(),
            floorPlan.partition(),
            timings.get(0),
            timings.get(1),
            timings.stream().skip(2).findFirst(),
            launch,
            comparison);
      } finally {
        stream.synchronize();
      }
    }
  }

  /** Of the kernel, its floor, and its merging floor if there is one. The kernel runs last. */
  private List<Timing> timings(
      DecodeRun decode, Optional<BuiltKernel> mergingFloor, int partition, int runs) {
    if (mergingFloor.isEmpty()) {
      stopwatch.warmUp(List.of(decode), settings.warmUpMilliseconds());
      rotation.poison();
      return stopwatch.time(List.of(floorRun(floorPlan), decode), runs).reversed();
    }
    List<Integer> partitions = new ArrayList<>(floorPartitions());
    if (partition > 0) {
      partitions.add(partition);
    }
    try (MergingFloor merging =
        MergingFloor.load(device, stream, mergingFloor.get(), rotation, partitions)) {
      List<Contestant> contestants = merging.contestants();
      Contestant fastest = contestants.get(fastest(contestants));
      stopwatch.warmUp(List.of(decode), settings.warmUpMilliseconds());
      rotation.poison();
      return stopwatch.time(List.of(fastest, floorRun(floorPlan), decode), runs).reversed();
    } finally {
      stream.synchronize();
    }
  }

  /**
   * An odd number, so that two contestants in turn both come to all slots; one alone where a run
   * reads so much that it leaves nothing in the caches that its successor begins with.
   */
  private static int slots(
      Device device, AttentionSpec attention, Batch batch, BenchmarkSettings settings) {
    long bytes = batch.kvBytes(attention);
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

  private Comparison requireRight(BuiltKernel kernel, int slot) {
    Comparison comparison = rotation.compare(slot);
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
                                      rotation.sample()[worst.sequence()],
                                      worst.head(),
                                      worst.element(),
                                      worst.actual(),
                                      worst.expected()))
                      .orElse("")));
    }
    return comparison;
  }

  /** The floor's plan that is fastest here. */
  private Plan fastestFloor() {
    List<Plan> plans =
        floorPartitions().stream().map(tokens -> reading.plan(rotation.table(0), tokens)).toList();
    return plans.get(fastest(plans.stream().map(this::floorRun).toList()));
  }

  /** Tokens of one workgroup of a floor that are tried. */
  private List<Integer> floorPartitions() {
    int reach = rotation.table(0).maxReach(attention);
    int partition = SMALLEST_FLOOR_PARTITION;
    // Many partitions of a long context only cost starts.
    while ((long) partition << (TRIALS - 1) < reach) {
      partition *= 2;
    }
    List<Integer> partitions = new ArrayList<>();
    do {
      partitions.add(partition);
      partition *= 2;
    } while (partition < 2 * reach);
    return partitions;
  }

  /** Which of several is fastest here, once the device is warm. */
  private int fastest(List<Contestant> contestants) {
    stopwatch.warmUp(contestants, settings.warmUpMilliseconds());
    List<Samples> times = stopwatch.each(contestants, TRIAL_RUNS);
    return IntStream.range(0, times.size())
        .boxed()
        .min(Comparator.comparingDouble(i -> times.get(i).median()))
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

  private Contestant floorRun(Plan plan) {
    return (on, slot) -> reading.launch(on, plan, rotation.tensors(slot));
  }

  /** Frees what the batch takes on the device. */
  @Override
  public void close() {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
  }
}
