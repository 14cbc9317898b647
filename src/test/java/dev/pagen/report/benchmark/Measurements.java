package dev.pagen.report.benchmark;

import dev.pagen.attention.PageOrder;
import dev.pagen.bench.Batch;
import dev.pagen.bench.BenchmarkResult;
import dev.pagen.bench.Samples;
import dev.pagen.bench.Timing;
import dev.pagen.device.DeviceProperties;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.Specs;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.verify.Comparison;
import dev.pagen.verify.Tolerance;
import java.util.Arrays;
import java.util.Optional;

/** Measurements that nobody made. */
public final class Measurements {
  private Measurements() {}

  /** Sequences of as many tokens, read at 4 TB/s and by the floor at 4.4. */
  public static BenchmarkResult of(int sequences, int context, int pageSize) {
    AttentionSpec attention =
        AttentionSpec.of(128, 6, 1, DataType.BF16, pageSize, KvLayout.NHD).withSoftCap(30);
    KernelSpec kernel =
        new KernelSpec(
            attention, KernelDesign.of(attention, Target.SM_90).defaultTuning(), Target.SM_90);
    int[] contexts = new int[sequences];
    Arrays.fill(contexts, context);
    Batch batch = new Batch(contexts, PageOrder.ASCENDING, 7);
    double time = 3 + batch.kvBytes(attention) / 4.0e6;
    double floor = 2 + batch.kvBytes(attention) / 4.4e6;
    return new BenchmarkResult(
        kernel.name() + "-0123456789ab",
        kernel,
        new DeviceProperties("GPU, \"large\"", "sm_90", 132, 32, 1L << 37, false),
        batch,
        3,
        2048,
        1024,
        timing(time),
        timing(floor),
        Optional.empty(),
        Samples.of(3.5),
        new Comparison(
            1e-3, 2.2e-3, Optional.empty(), 0, 0, 0, 0, Tolerance.of(Specs.seedAttention())));
  }

  /**
   * The same of a kernel that splits its sequences, and has three quarters of its time to merge.
   */
  static BenchmarkResult merging(int sequences, int context, int pageSize) {
    BenchmarkResult result = of(sequences, context, pageSize);
    return new BenchmarkResult(
        result.kernel(),
        result.spec(),
        result.device(),
        result.batch(),
        result.slots(),
        result.partition(),
        result.floorPartition(),
        result.decode(),
        result.floor(),
        Optional.of(timing(0.75 * result.microseconds())),
        result.launch(),
        result.comparison());
  }

  private static Timing timing(double median) {
    Samples samples = Samples.of(0.9 * median, median, 1.2 * median);
    return new Timing(samples, median < 50 ? Optional.of(samples) : Optional.empty());
  }
}
