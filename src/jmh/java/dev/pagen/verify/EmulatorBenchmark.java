package dev.pagen.verify;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.Plan;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.observe.Counters;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.emulator.observe.Profile;
import dev.pagen.kernel.Specs;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What emulating one launch costs on one thread, once the JVM is warm: a step of decoding over two
 * sequences of 256 and 700 tokens. The kernels are compiled first, by HIPRTC.
 *
 * <pre>./mvnw -B -Pbench -DskipTests verify -Dbench.args="EmulatorBenchmark -f 3 -wi 5 -i 5"</pre>
 *
 * <p>{@code -p kernel=mla16 -p observed=checks} chooses among the parameters.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EmulatorBenchmark {
  /** Grok-1 over 8 GPUs, or DeepSeek-V3's latents with so many heads. */
  @Param({"seed", "mla16", "mla128"})
  public String kernel;

  @Param({"GFX942", "GFX950"})
  public Target target;

  /** Who watches. */
  @Param({"nobody", "counters", "checks"})
  public String observed;

  private Device device;
  private AttentionLauncher launcher;
  private Stream stream;
  private Plan plan;
  private DeviceWorkload uploaded;

  /** Compiles the kernel, and uploads what it works on. */
  @Setup
  public void load() {
    KernelSpec spec =
        switch (kernel) {
          case "mla16" -> latents(16);
          case "mla128" -> latents(128);
          default -> Specs.seed(target);
        };
    BuiltKernel built = TestBuilder.shared().build(spec);
    EmulatedGpu gpu = new EmulatedGpu(target, 1, observer());
    device = new EmulatedDevice(gpu, code -> built.disassembly());
    launcher = AttentionLauncher.load(device, built);
    stream = device.createStream();
    Workload workload =
        Workload.draw(
            spec.attention(),
            target,
            new int[] {256, 700},
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            8);
    plan = launcher.plan(workload.table());
    uploaded = DeviceWorkload.upload(device, stream, workload, plan, Placement.DENSE);
  }

  private KernelSpec latents(int heads) {
    AttentionSpec attention =
        AttentionSpec.of(576, heads, 1, DataType.BF16, 64, KvLayout.NHD)
            .with(spec -> spec.latent(512).scale(0.1352));
    return new KernelSpec(
        attention, new TuningChoices(Map.of()).resolve(attention, target), target);
  }

  private ExecutionObserver observer() {
    return switch (observed) {
      case "counters" -> ExecutionObserver.both(new Counters(target), new Profile(target));
      case "checks" -> ExecutionChecks.all();
      default -> ExecutionObserver.NONE;
    };
  }

  /** Frees it. */
  @TearDown
  public void close() {
    uploaded.close();
    stream.close();
    launcher.close();
    device.close();
  }

  /** One launch. */
  @Benchmark
  public void launch() {
    launcher.launch(stream, plan, uploaded.tensors(), uploaded.workspace());
  }
}
