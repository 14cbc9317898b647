package dev.pagen.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelDraws;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Specs;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningChoices;
import dev.pagen.spec.TuningParameter;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiled kernels compute attention: emulated, and compared with the float64 reference. */
class EmulatedKernelTest {
  private static final int[] RAGGED = {1, 255, 0, 256, 257, 17, 700};

  @ParameterizedTest
  @EnumSource(Target.class)
  void seedConfigurationOnEveryDistribution(Target target) {
    for (InputDistribution distribution : InputDistribution.values()) {
      assertRight(Specs.seed(target), RAGGED, distribution, Placement.DENSE, 1);
    }
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void withoutSoftCapTheMaximumMoves(Target target) {
    KernelSpec spec =
        kernel(AttentionSpec.of(128, 8, 1, DataType.BF16, 16, KvLayout.NHD), target, Map.of());
    for (InputDistribution distribution : InputDistribution.values()) {
      assertRight(spec, RAGGED, distribution, Placement.PADDED, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "64,fp16,1,1,nhd",
    "64,bf16,7,16,hnd",
    "128,fp16,16,8,hnd",
    "128,bf16,4,64,nhd",
    "256,bf16,5,32,nhd",
    "256,fp16,16,1,hnd",
    "128,bf16,1,128,hnd"
  })
  void headSizesTypesRatiosPagesAndLayouts(
      int headSize, String dtype, int gqa, int pageSize, String layout) {
    AttentionSpec spec =
        AttentionSpec.of(
            headSize,
            2 * gqa,
            2,
            DataType.of(dtype).orElseThrow(),
            pageSize,
            KvLayout.of(layout).orElseThrow());
    for (Target target : Target.values()) {
      assertRight(
          kernel(spec, target, Map.of()),
          new int[] {300, 5, 64},
          InputDistribution.NORMAL,
          Placement.PADDED,
          3);
    }
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
  @EnumSource(Target.class)
  void everyValueOfEveryParameter(Target target) {
    int[] headSizes = {64, 128, 256};
    int[] ratios = {1, 4, 6, 8, 16};
    int[] pageSizes = {1, 16, 64};
    for (int i = 0; i < headSizes.length * ratios.length; i++) {
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
              String.valueOf(1 + i % 4),
              TuningParameter.K_PATH,
              i / 4 % 2 == 0 ? "lds" : "direct",
              TuningParameter.TILE,
              "16");
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

  @Test
  void theNumberOfHostThreadsChangesNothing() {
    KernelSpec spec = Specs.seed(Target.GFX942);
    Workload workload =
        Workload.draw(
            spec.attention(),
            spec.target(),
            RAGGED,
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            8);
    byte[] output = EmulatedRuns.output(spec, workload, 1);
    assertThat(EmulatedRuns.output(spec, workload, 2)).isEqualTo(output);
    assertThat(EmulatedRuns.output(spec, workload, 5)).isEqualTo(output);
  }

  /** A seeded sample over the whole supported space, tunings included. */
  @Test
  void anySupportedKernel() {
    assertDrawsRight(new Random(20261122), 12);
  }

  @Test
  @Tag("slow")
  void manySupportedKernels() {
    assertDrawsRight(new Random(20261123), 120);
  }

  private static void assertDrawsRight(Random random, int count) {
    InputDistribution[] distributions = InputDistribution.values();
    for (int i = 0; i < count; i++) {
      KernelSpec spec = KernelDraws.next(random, Target.values()[i % 3]);
      int most = Math.min(1200, 2 * spec.tuning().partition());
      int[] contexts = {random.nextInt(most), 1 + random.nextInt(70), random.nextInt(400)};
      assertRight(
          spec,
          contexts,
          distributions[i % distributions.length],
          Placement.values()[i % 2],
          random.nextLong());
    }
  }

  private static KernelSpec kernel(
      AttentionSpec spec, Target target, Map<TuningParameter, String> choices) {
    return KernelSpec.of(spec, new TuningChoices(choices).resolve(spec, target), target);
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
