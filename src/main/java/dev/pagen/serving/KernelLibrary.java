package dev.pagen.serving;

import static java.util.Objects.requireNonNull;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.CacheWriteLauncher;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.WorkloadSize;
import dev.pagen.bench.Batch;
import dev.pagen.cache.KernelCache;
import dev.pagen.cache.Recent;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.CompilerSettings;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceUnavailableException;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.files.PagenHome;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.InstallProgress;
import dev.pagen.toolchain.Toolchains;
import dev.pagen.toolchain.Vendor;
import dev.pagen.tune.Acceptance;
import dev.pagen.tune.ChosenTuning;
import dev.pagen.tune.DeviceRunner;
import dev.pagen.tune.Kernels;
import dev.pagen.tune.ModelRunner;
import dev.pagen.tune.Progress;
import dev.pagen.tune.Runner;
import dev.pagen.tune.SearchSpace;
import dev.pagen.tune.Selection;
import dev.pagen.tune.Strategy;
import dev.pagen.tune.Sweep;
import dev.pagen.tune.SweepResult;
import dev.pagen.tune.SweepSettings;
import dev.pagen.tune.TuningStore;
import dev.pagen.tune.Tunings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Kernels for one device: compiled once and cached, with the tuning that is known to be best, and
 * loaded. For use by many threads, until it is closed: then its methods throw an {@link
 * IllegalStateException}.
 *
 * <pre>{@code
 * try (KernelLibrary library = KernelLibrary.openGpu()) {
 *   library.notices().forEach(System.err::println);
 *   Tuning tuning = library.tuningFor(attention, new WorkloadSize(64, 2048)).tuning();
 *   AttentionLauncher launcher = library.load(attention, tuning);
 * }
 * }</pre>
 */
public final class KernelLibrary implements AutoCloseable {
  private static final String EMULATOR = "emulator";
  private static final String HIP = "hip:";
  private static final String FIRST_GPU = HIP + "0";

  /** Of kernels loaded on an emulated device, in case they are loaded again. */
  private static final int LISTINGS = 64;

  private static final Target EMULATED = Target.GFX942;

  private final Device device;
  private final Target target;
  private final PagenHome home;
  private final Tunings tunings;
  private final KernelBuilder builder;
  private final Recent<ByteBuffer, String> disassemblies;
  private final List<String> notices;
  private volatile boolean closed;

  private KernelLibrary(
      Device device,
      Target target,
      PagenHome home,
      Tunings tunings,
      KernelBuilder builder,
      Recent<ByteBuffer, String> disassemblies,
      List<String> notices) {
    this.device = device;
    this.target = target;
    this.home = home;
    this.tunings = tunings;
    this.builder = builder;
    this.disassemblies = disassemblies;
    this.notices = List.copyOf(notices);
  }

  /**
   * The library of the first GPU. Where there is none this fails: it never runs on the emulator.
   *
   * @throws DeviceUnavailableException if there is no GPU, saying why, or no kernels for it
   * @throws dev.pagen.toolchain.ToolchainException if there is no compiler
   */
  public static KernelLibrary openGpu() throws InterruptedException {
    return open(FIRST_GPU);
  }

  /**
   * The library of a device, with the compiler of its vendor; AMD's is installed where there is
   * none.
   *
   * @param name {@code hip:N}, {@code emulator}, {@code emulator:gfx950} or the like, or {@code
   *     auto}: the first HIP device, or else the emulator, of which {@link #notices} tell
   * @throws DeviceUnavailableException if there is no such device, or there are no kernels for it
   * @throws dev.pagen.toolchain.ToolchainException if there is no compiler
   * @throws dev.pagen.tune.TuningException if {@code PAGEN_TUNINGS} or {@code PAGEN_ACCEPT} says
   *     what cannot be
   */
  public static KernelLibrary open(String name) throws InterruptedException {
    return open(name, Host.current());
  }

  static KernelLibrary open(String name, Host host) throws InterruptedException {
    Tunings tunings = Tunings.open(host).accepting(Acceptance.of(host));
    Recent<ByteBuffer, String> disassemblies = new Recent<>(LISTINGS);
    List<String> notices = new ArrayList<>();
    Device device =
        device(requireNonNull(name, "name"), new Toolchains(host), disassemblies, notices);
    boolean opened = false;
    try {
      KernelLibrary library = open(device, host, tunings, disassemblies, notices);
      opened = true;
      return library;
    } finally {
      if (!opened) {
        device.close();
      }
    }
  }

  private static KernelLibrary open(
      Device device,
      Host host,
      Tunings tunings,
      Recent<ByteBuffer, String> disassemblies,
      List<String> notices)
      throws InterruptedException {
    String arch = device.properties().arch();
    Target target =
        Target.ofArch(arch)
            .orElseThrow(
                () ->
                    new DeviceUnavailableException(
                        "There are no kernels for %s (%s)."
                            .formatted(arch, device.properties().name())));
    PagenHome home = PagenHome.of(host.environment());
    CompilerSettings settings =
        CompilerSettings.keepingFailuresIn(home.directory().resolve("failed"));
    KernelBuilder builder =
        KernelBuilder.open(
            new Toolchains(host)
                .locateOrInstall(
                    Vendor.ofArch(arch),
                    Optional.empty(),
                    new EmulatedTrial(settings),
                    notes(notices)),
            new KernelCache(home.cacheDir(), KernelCache.DEFAULT_MAX_BYTES, home.ownership()),
            settings);
    return new KernelLibrary(device, target, home, tunings, builder, disassemblies, notices);
  }

  /** Keeps what an installation has to say. */
  private static InstallProgress notes(List<String> notices) {
    return new InstallProgress() {
      @Override
      public void update(Step step, long done, OptionalLong total) {}

      @Override
      public void note(String message) {
        notices.add(message);
      }
    };
  }

  private static Device device(
      String name,
      Toolchains toolchains,
      Recent<ByteBuffer, String> disassemblies,
      List<String> notices) {
    if (name.equals("auto")) {
      try {
        return hip(0, toolchains);
      } catch (DeviceUnavailableException e) {
        notices.add("Kernels run on the emulator. There is no GPU: " + e.getMessage());
        return emulator(EMULATED, disassemblies);
      }
    }
    if (name.equals(EMULATOR)) {
      return emulator(EMULATED, disassemblies);
    }
    if (name.startsWith(EMULATOR + ":")) {
      Optional<Target> target =
          Target.ofArch(name.substring(EMULATOR.length() + 1))
              .filter(found -> Vendor.ofArch(found.arch()) == Vendor.AMD);
      if (target.isPresent()) {
        return emulator(target.get(), disassemblies);
      }
    }
    if (name.matches(HIP + "\\d{1,4}")) {
      return hip(Integer.parseInt(name.substring(HIP.length())), toolchains);
    }
    throw new DeviceUnavailableException(
        "There is no device %s: name hip:0 or the like, emulator, emulator:gfx950 or the like, or auto."
            .formatted(name));
  }

  private static Device hip(int index, Toolchains toolchains) {
    return HipDevices.open(
        index, HipDevices.VENDORS, vendor -> toolchains.search(vendor, Optional.empty()));
  }

  private static Device emulator(Target target, Recent<ByteBuffer, String> disassemblies) {
    return new EmulatedDevice(
        new EmulatedGpu(target), code -> disassemblies.find(ByteBuffer.wrap(code)).orElseThrow());
  }

  /** What the kernels are loaded on. */
  public Device device() {
    return device;
  }

  /** Device, target and compiler, such as {@code NVIDIA H200 (sm_90), NVRTC 13.0}. */
  public String description() {
    return "%s (%s), %s"
        .formatted(device.properties().name(), target.arch(), builder.compilerVersion());
  }

  /**
   * What whoever opened this should know: that there is no GPU, so that kernels are emulated, or
   * that a compiler was passed over. None where all is as asked.
   */
  public List<String> notices() {
    return notices;
  }

  /** What they are compiled for. */
  public Target target() {
    return target;
  }

  /**
   * The best tuning that is known for a workload on this device. Stores that have changed are read
   * anew, so it also knows what a sweep has found meanwhile. A default tuning is the first that the
   * compiler has registers for, which takes compiling its kernel. Records have to hold as {@code
   * PAGEN_ACCEPT} says.
   *
   * @throws dev.pagen.compile.CompileException if the compiler refuses that or dies on it
   */
  public ChosenTuning tuningFor(AttentionSpec attention, WorkloadSize size) {
    return tuningFor(tunings, attention, size);
  }

  /**
   * The same where records have to hold as {@code acceptance} says.
   *
   * @throws dev.pagen.compile.CompileException if the compiler refuses a default or dies on it
   */
  public ChosenTuning tuningFor(AttentionSpec attention, WorkloadSize size, Acceptance acceptance) {
    return tuningFor(tunings.accepting(acceptance), attention, size);
  }

  private ChosenTuning tuningFor(Tunings known, AttentionSpec attention, WorkloadSize size) {
    requireOpen();
    requireNonNull(attention, "attention");
    requireNonNull(size, "size");
    ChosenTuning found =
        known.tuningFor(attention, target, Optional.of(device), size, Kernels.of(builder)::key);
    return found.origin().isPresent()
        ? found
        : found.settled(builder.settle(attention, TuningChoices.NONE, target));
  }

  /**
   * A kernel, from the cache if it is there, loaded on the device. The caller closes it.
   *
   * @throws dev.pagen.spec.UnsupportedSpecException if no kernel is written for it
   * @throws dev.pagen.compile.CompileException if the compiler refuses it or dies on it
   */
  public AttentionLauncher load(AttentionSpec attention, Tuning tuning) {
    requireOpen();
    return AttentionLauncher.load(
        device, loadable(builder.build(new KernelSpec(attention, tuning, target))));
  }

  /**
   * The kernel that appends new tokens to the cache that {@link #load}'s reads, loaded on the
   * device. The caller closes it.
   *
   * @throws dev.pagen.spec.UnsupportedSpecException if none is written for it
   * @throws dev.pagen.compile.CompileException if the compiler refuses it or dies on it
   */
  public CacheWriteLauncher loadCacheWrite(AttentionSpec attention) {
    requireOpen();
    requireNonNull(attention, "attention");
    Tuning tuning = KernelDesign.of(attention, target).defaultTuning();
    return CacheWriteLauncher.load(
        device, loadable(builder.buildCacheWrite(new KernelSpec(attention, tuning, target))));
  }

  /** A kernel whose instructions an emulated device can look up. */
  private BuiltKernel loadable(BuiltKernel kernel) {
    if (device.properties().emulated()) {
      disassemblies.put(ByteBuffer.wrap(kernel.codeObject()), kernel.disassembly());
    }
    return kernel;
  }

  /**
   * Looks for the best tuning on this device, and keeps all that was measured in the user's store:
   * later calls, and other processes, go on from there. Returns when the budget is used or there is
   * nothing left to try. On an emulated device candidates are ranked by a model.
   *
   * <p>A candidate that crashes the device takes it from the whole process: see {@link
   * SweepResult.End#DEVICE_LOST}.
   *
   * @param space of this library's target
   * @param size of the batch that candidates are measured on
   * @param progress told after each candidate, in the calling thread
   * @throws InterruptedException if the thread is interrupted; what was measured is in the store
   */
  public SweepResult tune(
      SearchSpace space, WorkloadSize size, Duration budget, Consumer<Progress> progress)
      throws InterruptedException {
    requireOpen();
    requireNonNull(size, "size");
    requireNonNull(budget, "budget");
    requireNonNull(progress, "progress");
    Kernels kernels = Kernels.of(builder);
    long seed = System.nanoTime();
    Runner runner = runner(space, size, seed);
    TuningStore store = TuningStore.of(home, runner.stamp().device());
    Selection known =
        Selection.of(store.read(), space.attention(), target, runner.stamp(), kernels::key);
    try (Sweep sweep =
        new Sweep(
            space,
            Strategy.Kind.GREEDY.over(space, seed),
            kernels,
            List.of(runner),
            store,
            SweepSettings.of(budget))) {
      SweepResult result = sweep.run(known.of(runner.size()), progress);
      if (result.end() != SweepResult.End.DEVICE_LOST) {
        runner.close();
      }
      return result;
    }
  }

  private Runner runner(SearchSpace space, WorkloadSize size, long seed) {
    if (device.properties().emulated()) {
      return ModelRunner.of(space.attention(), target, size, seed);
    }
    int[] contexts = new int[size.sequences()];
    Arrays.fill(contexts, size.context());
    return new DeviceRunner(
        device,
        device.driver(),
        new Batch(contexts, PageOrder.SHUFFLED, seed),
        builder.buildFloor(space.kernel(space.start())));
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("This library is closed: open another one.");
    }
  }

  /** Ends the compile workers and gives up the device. What was loaded is closed before. */
  @Override
  public void close() {
    closed = true;
    builder.close();
    device.close();
  }
}
