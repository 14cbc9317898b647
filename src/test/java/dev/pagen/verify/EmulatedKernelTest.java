package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.Plan;
import dev.pagen.attention.Workspace;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.Specs;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiled kernels compute attention: emulated, and compared with the float64 reference. */
@Execution(ExecutionMode.CONCURRENT)
class EmulatedKernelTest {
  private static final int[] RAGGED = {1, 255, 0, 256, 257, 17, 700};

  @ParameterizedTest
  @CdnaTargets
  void seedConfigurationOnEveryDistribution(Target target) {
    for (InputDistribution distribution : InputDistribution.values()) {
      assertRight(Specs.seed(target), RAGGED, distribution, Placement.DENSE, 1);
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void withoutSoftCapTheMaximumMoves(Target target) {
    KernelSpec spec =
        kernel(AttentionSpec.of(128, 8, 1, DataType.BF16, 16, KvLayout.NHD), target, Map.of());
    for (InputDistribution distribution : InputDistribution.values()) {
      assertRight(spec, RAGGED, distribution, Placement.PADDED, 2);
    }
  }

  /** For a target in turn; the values of each for every target are below. */
  @ParameterizedTest
  @CsvSource({
    "GFX90A,64,fp16,1,1,nhd",
    "GFX942,64,bf16,7,16,hnd",
    "GFX950,128,fp16,16,8,hnd",
    "GFX90A,128,bf16,4,64,nhd",
    "GFX942,256,bf16,5,32,nhd",
    "GFX950,256,fp16,16,1,hnd",
    "GFX90A,128,bf16,1,128,hnd",
    "GFX950,64,fp16,7,5,nhd",
    "GFX942,128,bf16,6,48,hnd",
    "GFX942,128,fp16,4,784,nhd",
    "GFX90A,256,bf16,3,7,hnd",
    "GFX950,256,bf16,3,48,nhd"
  })
  void headSizesTypesRatiosPagesAndLayouts(
      Target target, int headSize, String dtype, int gqa, int pageSize, String layout) {
    AttentionSpec spec =
        AttentionSpec.of(
            headSize,
            2 * gqa,
            2,
            DataType.of(dtype).orElseThrow(),
            pageSize,
            KvLayout.of(layout).orElseThrow());
    assertRight(
        kernel(spec, target, Map.of()),
        new int[] {300, 5, 64},
        InputDistribution.NORMAL,
        Placement.PADDED,
        3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void everyBufferingDepthInTheLoopAndOutside(int buffering) {
    AttentionSpec spec = AttentionSpec.of(64, 4, 1, DataType.BF16, 8, KvLayout.NHD);
    for (String path : new String[] {"direct", "lds"}) {
      Map<TuningParameter, String> choices =
          Map.of(
              TuningParameter.BUFFERING,
              String.valueOf(buffering),
              TuningParameter.K_PATH,
              path,
              TuningParameter.WAVES,
              "2",
              TuningParameter.PARTITION,
              "1536");
      assertRight(
          kernel(spec, Target.GFX942, choices),
          new int[] {1536, 1, 700, 2000},
          InputDistribution.UNIFORM,
          Placement.DENSE,
          4);
      assertRight(
          kernel(spec, Target.GFX950, choices),
          new int[] {1535, 130, 1600},
          InputDistribution.NORMAL,
          Placement.DENSE,
          5);
    }
  }

  /** For each target every depth, K path, page size, head size, GQA ratio, dtype and layout. */
  @ParameterizedTest
  @CdnaTargets
  void everyValueOfEveryParameter(Target target) {
    int[] headSizes = {64, 128, 256};
    int[] ratios = {1, 4, 6, 8, 16};
    int[] pageSizes = {1, 16, 64};
    // Every other pair of a head size and a ratio, others for a target's neighbour.
    for (int i = target.ordinal() % 2; i < headSizes.length * ratios.length; i += 2) {
      int run = i / 2;
      AttentionSpec spec =
          AttentionSpec.of(
              headSizes[i % 3],
              ratios[i % 5],
              1,
              i / 3 % 2 == 0 ? DataType.BF16 : DataType.FP16,
              pageSizes[(i + i / 3) % 3],
              i / 2 % 2 == 0 ? KvLayout.NHD : KvLayout.HND);
      Map<TuningParameter, String> choices =
          Map.of(
              TuningParameter.BUFFERING,
              String.valueOf(1 + run % 4),
              TuningParameter.K_PATH,
              run / 4 % 2 == 0 ? "lds" : "direct",
              TuningParameter.TILE,
              "16",
              TuningParameter.PARTITION,
              i % 3 == 0 ? "256" : "0",
              TuningParameter.REDUCE,
              i / 2 % 2 == 0 ? "last-workgroup" : "kernel",
              TuningParameter.NUMBERING,
              run / 2 % 2 == 0 && target != Target.GFX90A ? "xcd" : "linear");
      assertRight(
          kernel(spec, target, choices),
          new int[] {270, 3},
          InputDistribution.NORMAL,
          Placement.PADDED,
          i);
    }
  }

  @ParameterizedTest
  @CsvSource({"64,fp16,16", "128,bf16,32", "256,bf16,16"})
  void valuesThroughLds(int headSize, String dtype, String tile) {
    AttentionSpec spec =
        AttentionSpec.of(headSize, 6, 1, DataType.of(dtype).orElseThrow(), 4, KvLayout.NHD);
    Map<TuningParameter, String> choices =
        Map.of(TuningParameter.V_PATH, "lds", TuningParameter.TILE, tile);
    assertRight(
        kernel(spec, Target.GFX950, choices),
        new int[] {300, 1, 77},
        InputDistribution.NORMAL,
        Placement.DENSE,
        6);
  }

  /** What a step of a decoding loop does: the same workspace, longer contexts, another batch. */
  @ParameterizedTest
  @CdnaTargets
  void theLastWorkgroupLeavesTheWorkspaceReadyForTheNextLaunch(Target target) {
    AttentionSpec attention = AttentionSpec.of(64, 6, 2, DataType.BF16, 16, KvLayout.NHD);
    KernelSpec spec = kernel(attention, target, Map.of(TuningParameter.PARTITION, "256"));
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device = EmulatedRuns.device(kernel);
    int[][] steps = {{700, 1, 300, 0}, {701, 2, 301, 1}, {257, 1900}, {2000, 3, 600, 256}};
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream();
        DeviceBuffer partials = device.allocate(launcher.plan(4, 2000).workspace().partials());
        DeviceBuffer arrivals = device.allocate(launcher.plan(4, 2000).workspace().arrivals())) {
      stream.fill(arrivals.address(), arrivals.bytes(), 0);
      Workspace workspace =
          new Workspace(partials.address(), partials.bytes(), arrivals.address(), arrivals.bytes());
      for (int[] contexts : steps) {
        Workload workload =
            Workload.draw(
                attention,
                target,
                contexts,
                InputDistribution.NORMAL,
                PageOrder.SHUFFLED,
                contexts[0]);
        Plan plan = launcher.plan(workload.table());
        try (DeviceWorkload uploaded =
            DeviceWorkload.upload(device, stream, workload, plan, Placement.DENSE)) {
          launcher.launch(stream, plan, uploaded.tensors(), workspace);
          assertThat(Comparison.of(workload, Reference.attention(workload), uploaded.download()))
              .matches(Comparison::passed);
        }
      }
    }
  }

  /**
   * The longest contexts that models are made for, in one partition and in many: not half of what
   * is allowed is used up. The peaked distribution has one token that outweighs 131071 others. Each
   * dtype has every distribution.
   */
  @ParameterizedTest
  @CsvSource({
    "GFX942,bf16,0,0,peaked extreme normal",
    "GFX942,fp16,131072,0,peaked equal",
    "GFX950,bf16,131072,30,uniform equal",
    "GFX950,fp16,0,50,normal extreme",
    "GFX90A,fp16,0,0,peaked uniform"
  })
  void aContextOf131072TokensLeavesRoom(
      Target target, String dtype, String partition, double cap, String distributions) {
    AttentionSpec spec =
        AttentionSpec.of(64, 8, 1, DataType.of(dtype).orElseThrow(), 16, KvLayout.NHD);
    AttentionSpec capped = cap == 0 ? spec : spec.withSoftCap(cap);
    KernelSpec kernel = kernel(capped, target, Map.of(TuningParameter.PARTITION, partition));
    for (String name : distributions.split(" ")) {
      InputDistribution distribution = InputDistribution.valueOf(name.toUpperCase(Locale.ROOT));
      Workload workload =
          Workload.draw(capped, target, new int[] {131_072}, distribution, PageOrder.SHUFFLED, 10);
      Comparison comparison = EmulatedRuns.verify(kernel, workload, Placement.DENSE);
      Tolerance tolerance = Tolerance.of(capped);
      assertThat(comparison).as("%s", distribution).matches(Comparison::passed);
      assertThat(comparison.relativeL2())
          .as("%s", distribution)
          .isLessThan(tolerance.relativeL2() * 0.75);
    }
  }

  /**
   * More than all lanes of a reduce kernel's workgroup look at in one go, and fewer than its waves.
   */
  @ParameterizedTest
  @ValueSource(strings = {"last-workgroup", "kernel"})
  void manyPartitionsAndFew(String reduce) {
    AttentionSpec attention = AttentionSpec.of(128, 6, 1, DataType.FP16, 1, KvLayout.NHD);
    assertRight(
        kernel(
            attention,
            Target.GFX942,
            Map.of(TuningParameter.PARTITION, "64", TuningParameter.REDUCE, reduce)),
        new int[] {64 * 520 + 3, 64 * 19 + 1, 65, 64, 0},
        InputDistribution.NORMAL,
        Placement.PADDED,
        9);
  }

  @ParameterizedTest
  @CsvSource({
    "128,bf16,16,2",
    "128,fp16,32,2",
    "128,bf16,32,1",
    "128,fp16,16,4",
    "128,bf16,16,3",
    "256,bf16,16,2",
    "256,fp16,32,1"
  })
  void rowsCopiedToLds(int headSize, String dtype, String tile, String buffering) {
    AttentionSpec spec =
        AttentionSpec.of(headSize, 6, 1, DataType.of(dtype).orElseThrow(), 4, KvLayout.NHD);
    Map<TuningParameter, String> choices =
        Map.of(
            TuningParameter.K_PATH,
            "copy",
            TuningParameter.TILE,
            tile,
            TuningParameter.BUFFERING,
            buffering,
            TuningParameter.PARTITION,
            "1024");
    KernelSpec kernel = kernel(spec, Target.GFX950, choices);
    Workload workload =
        Workload.draw(
            spec,
            Target.GFX950,
            new int[] {1300, 1, 77, 256},
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            13);
    assertThat(EmulatedRuns.verify(kernel, workload, Placement.PADDED, ExecutionChecks.all()))
        .as("%s", kernel.tuning())
        .matches(Comparison::passed);
  }

  @Test
  void theNumberOfHostThreadsChangesNothing() {
    assertThreadsChangeNothing(Specs.seed(Target.GFX942));
    AttentionSpec latents =
        AttentionSpec.of(576, 16, 1, DataType.BF16, 64, KvLayout.NHD)
            .with(spec -> spec.latent(512).scale(0.1352));
    assertThreadsChangeNothing(kernel(latents, Target.GFX950, Map.of()));
  }

  private static void assertThreadsChangeNothing(KernelSpec spec) {
    Workload workload =
        Workload.draw(
            spec.attention(),
            spec.target(),
            RAGGED,
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            8);
    byte[] output = EmulatedRuns.output(spec, workload, 1);
    for (int threads : new int[] {2, 4, 5}) {
      assertThat(EmulatedRuns.output(spec, workload, threads))
          .as("%s on %d threads", spec.name(), threads)
          .isEqualTo(output);
    }
  }

  private static KernelSpec kernel(
      AttentionSpec spec, Target target, Map<TuningParameter, String> choices) {
    return new KernelSpec(spec, new TuningChoices(choices).resolve(spec, target), target);
  }

  private static void assertRight(
      KernelSpec spec,
      int[] contexts,
      InputDistribution distribution,
      Placement placement,
      long seed) {
    Workload workload =
        Workload.draw(
            spec.attention(), spec.target(), contexts, distribution, PageOrder.SHUFFLED, seed);
    assertThat(EmulatedRuns.verify(spec, workload, placement))
        .as(
            "%s with %s, %s inputs, %s, seed %d",
            spec.name(), spec.tuning(), distribution, placement, seed)
        .matches(Comparison::passed);
  }
}
