package dev.pagen.hip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.Comparison;
import dev.pagen.attention.DeviceWorkload;
import dev.pagen.attention.EveryCode;
import dev.pagen.attention.InputDistribution;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.Placement;
import dev.pagen.attention.Plan;
import dev.pagen.attention.Reference;
import dev.pagen.attention.Verification;
import dev.pagen.attention.Workload;
import dev.pagen.cache.KernelCache;
import dev.pagen.compile.CompilerSettings;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.device.Stream;
import dev.pagen.hip.gen.hip;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelDraws;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Support;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningChoices;
import dev.pagen.spec.TuningParameter;
import dev.pagen.toolchain.TestToolchain;
import dev.pagen.toolchain.Vendor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kernels compute attention on the GPU of this machine, compared with the float64 reference; in
 * unused slots of pages and between rows stand NaNs. Skipped where there is no GPU.
 */
class HipAttentionTest {
  private static final int[] RAGGED = {1, 255, 0, 256, 257, 17, 700, 2048, 5000};
  private static final int DRAWS = 60;
  private static final List<DataType> CACHES =
      List.of(DataType.FP8_E4M3, DataType.FP8_E5M2, DataType.INT8);

  @TempDir private static Path folder;
  private static HipDevice device;
  private static Target target;
  private static KernelBuilder builder;

  @BeforeAll
  static void open() {
    device = HipGpu.open();
    target = Target.ofArch(device.properties().arch()).orElseThrow();
    builder =
        KernelBuilder.open(
            TestToolchain.of(Vendor.ofArch(target.arch())).orElseThrow(),
            new KernelCache(folder.resolve("cache")),
            CompilerSettings.keepingFailuresIn(folder.resolve("failed")));
  }

  @AfterAll
  static void close() {
    if (builder != null) {
      builder.close();
      device.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSeedConfigurationOnEveryDistribution(InputDistribution distribution) {
    AttentionSpec seed =
        AttentionSpec.of(128, 6, 1, DataType.BF16, 1, KvLayout.NHD).withSoftCap(30);
    assertRight(kernel(seed, Map.of()), RAGGED, distribution, Placement.PADDED, 1);
    AttentionSpec plain = AttentionSpec.of(128, 6, 1, DataType.FP16, 16, KvLayout.HND);
    assertRight(kernel(plain, Map.of()), RAGGED, distribution, Placement.DENSE, 2);
  }

  /** Every head size, GQA ratio and page size, with depths, dtypes, layouts and reduces in turn. */
  @Test
  void everyValueOfEveryParameter(TestReporter reporter) {
    int[] ratios = {1, 4, 6, 8, 16};
    int[] pageSizes = {1, 16, 64};
    int runs = 0;
    for (int headSize : Support.HEAD_SIZES) {
      for (int ratio : ratios) {
        for (int pageSize : pageSizes) {
          AttentionSpec spec =
              AttentionSpec.of(
                  headSize,
                  2 * ratio,
                  2,
                  runs % 2 == 0 ? DataType.BF16 : DataType.FP16,
                  pageSize,
                  runs / 2 % 2 == 0 ? KvLayout.NHD : KvLayout.HND);
          Map<TuningParameter, String> choices =
              Map.of(
                  TuningParameter.BUFFERING,
                  String.valueOf(1 + runs % 4),
                  TuningParameter.TILE,
                  "16",
                  TuningParameter.REDUCE,
                  runs / 3 % 2 == 0 ? "last-workgroup" : "kernel",
                  TuningParameter.PARTITION,
                  runs % 3 == 0 ? "256" : "0");
          if (!Support.refusals(unchecked(spec, choices)).isEmpty()) {
            choices = Map.of(TuningParameter.BUFFERING, "1");
          }
          assertRight(
              kernel(spec, choices),
              new int[] {300, 5, 64, 1111},
              InputDistribution.NORMAL,
              Placement.PADDED,
              runs++);
        }
      }
    }
    reporter.publishEntry("configurations that pass", String.valueOf(runs));
  }

  @Test
  void anySupportedKernel() {
    Random random = new Random(20261122);
    InputDistribution[] distributions = InputDistribution.values();
    for (int i = 0; i < DRAWS; i++) {
      KernelSpec spec = KernelDraws.next(random, target);
      int[] contexts = {random.nextInt(3000), 1 + random.nextInt(70), random.nextInt(400)};
      assertRight(
          spec,
          contexts,
          distributions[i % distributions.length],
          Placement.values()[i % 2],
          random.nextLong());
    }
  }

  @Test
  void everyCodeOfAnEightBitCacheIsWidenedExactly() {
    for (DataType cache : CACHES) {
      for (DataType query : List.of(DataType.BF16, DataType.FP16)) {
        KernelSpec kernel = kernel(EveryCode.spec(query, cache));
        Workload workload = EveryCode.workload(kernel);
        try (AttentionLauncher launcher = AttentionLauncher.load(device, builder.build(kernel))) {
          Verification verification =
              Verification.run(
                  device, launcher, workload, Reference.attention(workload), Placement.DENSE);
          EveryCode.assertWidened(kernel, verification.output().elements());
        }
      }
    }
  }

  /** Every head size, dtype and granularity of scales, with pages, layouts and features in turn. */
  @Test
  void everyEightBitCache() {
    InputDistribution[] distributions = InputDistribution.values();
    int run = 0;
    for (int headSize : Support.HEAD_SIZES) {
      for (DataType cache : CACHES) {
        for (KvScales scales : KvScales.values()) {
          for (DataType query : List.of(DataType.BF16, DataType.FP16)) {
            AttentionSpec spec =
                AttentionSpec.of(
                        headSize,
                        run % 2 == 0 ? 12 : 40,
                        2,
                        query,
                        run % 3 == 0 ? 16 : 5,
                        run / 2 % 2 == 0 ? KvLayout.NHD : KvLayout.HND)
                    .with(s -> s.kvDtype(cache).kvScales(scales));
            if (run % 3 == 1) {
              spec = spec.withSoftCap(30);
            } else if (run % 5 == 1) {
              spec = spec.withAlibi().withWindow(300);
            }
            if (Support.refusals(unchecked(spec, Map.of())).isEmpty()) {
              assertRight(
                  kernel(spec),
                  new int[] {1, 0, 300, 1111},
                  distributions[run % distributions.length],
                  Placement.PADDED,
                  run);
            }
            run++;
          }
        }
      }
    }
  }

  /** One capture for the longest context serves batches of other lengths and contents. */
  @Test
  void aCapturedLaunchServesOtherBatches() {
    AttentionSpec spec = AttentionSpec.of(128, 8, 2, DataType.BF16, 16, KvLayout.NHD);
    Workload first = draw(spec, new int[] {700, 1, 300, 0, 2048}, 3);
    Workload second = draw(spec, new int[] {690, 9, 290, 0, 2035}, 4);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, builder.build(kernel(spec)));
        Stream stream = device.createStream();
        Arena arena = Arena.ofConfined()) {
      Plan plan = launcher.plan(first.table().sequences(), 4096);
      assertThat(plan.merges()).isTrue();
      try (DeviceWorkload uploaded =
          DeviceWorkload.upload(device, stream, first, plan, Placement.DENSE)) {
        MemorySegment raw = MemorySegment.ofAddress(stream.handle());
        MemorySegment handle = arena.allocate(ValueLayout.ADDRESS);
        ok(hip.hipStreamBeginCapture(raw, hip.hipStreamCaptureModeThreadLocal()));
        launcher.launch(stream, plan, uploaded.tensors(), uploaded.workspace());
        ok(hip.hipStreamEndCapture(raw, handle));
        MemorySegment graph = handle.get(ValueLayout.ADDRESS, 0);
        ok(hip.hipGraphInstantiate(handle, graph, MemorySegment.NULL, MemorySegment.NULL, 0));
        MemorySegment executable = handle.get(ValueLayout.ADDRESS, 0);
        for (Workload batch : new Workload[] {first, second, first, second}) {
          copy(stream, batch, uploaded.tensors());
          uploaded.poison();
          ok(hip.hipGraphLaunch(executable, raw));
          assertThat(Comparison.of(batch, Reference.attention(batch), uploaded.download()))
              .matches(Comparison::passed);
        }
        ok(hip.hipGraphExecDestroy(executable));
        ok(hip.hipGraphDestroy(graph));
      }
    }
  }

  /** Batches whose sequences have as many pages each need the same memory. */
  private static void copy(Stream stream, Workload batch, AttentionTensors to) {
    stream.copyToDevice(to.query(), batch.query());
    stream.copyToDevice(to.keyCache(), batch.cache().keys());
    stream.copyToDevice(to.valueCache(), batch.cache().values());
    stream.copyToDevice(to.kvIndptr(), MemorySegment.ofArray(batch.table().indptr()));
    stream.copyToDevice(to.kvPageIndices(), MemorySegment.ofArray(batch.table().pages()));
    stream.copyToDevice(to.kvLastPageLen(), MemorySegment.ofArray(batch.table().lastPageLen()));
    stream.synchronize();
  }

  @Test
  void latents() {
    for (int heads : new int[] {1, 16, 33, 64}) {
      for (int pageSize : new int[] {1, 64}) {
        AttentionSpec spec =
            AttentionSpec.of(576, heads, 1, DataType.BF16, pageSize, KvLayout.NHD)
                .with(latent -> latent.latent(512).scale(0.1352))
                .withLse();
        for (String partition : List.of("0", "100")) {
          assertRight(
              kernel(spec, Map.of(TuningParameter.PARTITION, partition)),
              new int[] {300, 0, 1, 64, 1111},
              InputDistribution.NORMAL,
              Placement.PADDED,
              heads);
        }
      }
    }
  }

  private static void ok(int code) {
    HipRuntime.check("graph", code);
  }

  private static Workload draw(AttentionSpec spec, int[] contexts, long seed) {
    return Workload.draw(
        spec, target, contexts, InputDistribution.NORMAL, PageOrder.SHUFFLED, seed);
  }

  private static KernelSpec unchecked(AttentionSpec spec, Map<TuningParameter, String> choices) {
    return new KernelSpec(spec, new TuningChoices(choices).resolve(spec, target), target);
  }

  private static KernelSpec kernel(AttentionSpec spec, Map<TuningParameter, String> choices) {
    return KernelSpec.of(spec, new TuningChoices(choices).resolve(spec, target), target);
  }

  private static KernelSpec kernel(AttentionSpec spec) {
    return kernel(spec, Map.of());
  }

  private static void assertRight(
      KernelSpec spec,
      int[] contexts,
      InputDistribution distribution,
      Placement placement,
      long seed) {
    Workload workload =
        Workload.draw(spec.attention(), target, contexts, distribution, PageOrder.SHUFFLED, seed);
    try (AttentionLauncher launcher = AttentionLauncher.load(device, builder.build(spec))) {
      Verification verification =
          Verification.run(device, launcher, workload, Reference.attention(workload), placement);
      assertThat(verification.comparison())
          .as(
              "%s with %s, %s inputs, %s, seed %d",
              spec.name(), spec.tuning(), distribution, placement, seed)
          .matches(Comparison::passed);
    }
  }
}
