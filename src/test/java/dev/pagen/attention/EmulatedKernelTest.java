package dev.pagen.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiled kernels compute attention: emulated, and compared with a float64 reference. */
class EmulatedKernelTest {
  private static final double FP32_ERROR = 1e-5;
  private static final int[] RAGGED = {1, 255, 0, 256, 257, 17, 700};

  @ParameterizedTest
  @EnumSource(Target.class)
  void seedConfiguration(Target target) {
    assertRight(Specs.seed(target), RAGGED, 2, 1);
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void withoutSoftCapThePeaksMoveTheMaximum(Target target) {
    for (double spread : new double[] {0.5, 4}) {
      assertRight(
          kernel(AttentionSpec.of(128, 8, 1, DataType.BF16, 16, KvLayout.NHD), target, Map.of()),
          RAGGED,
          spread,
          2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "64,fp16,1,1,nhd",
    "64,bf16,7,16,hnd",
    "128,fp16,16,8,hnd",
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
      assertRight(kernel(spec, target, Map.of()), new int[] {300, 5, 64}, 1, 3);
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
      assertRight(kernel(spec, Target.GFX942, choices), new int[] {1536, 1, 700, 2000}, 1, 4);
      assertRight(kernel(spec, Target.GFX950, choices), new int[] {1535, 130, 1600}, 1, 5);
    }
  }

  @ParameterizedTest
  @CsvSource({"64,fp16,16", "128,bf16,32", "256,bf16,16"})
  void valuesThroughLds(int headSize, String dtype, String tile) {
    AttentionSpec spec =
        AttentionSpec.of(headSize, 6, 1, DataType.of(dtype).orElseThrow(), 4, KvLayout.NHD);
    Map<TuningParameter, String> choices =
        Map.of(TuningParameter.V_PATH, "lds", TuningParameter.TILE, tile);
    assertRight(kernel(spec, Target.GFX950, choices), new int[] {300, 1, 77}, 1, 6);
  }

  /** A seeded sample over the whole supported space, tunings included. */
  @Test
  void anySupportedKernel() {
    Random random = new Random(20261122);
    for (int i = 0; i < 12; i++) {
      KernelSpec spec = KernelDraws.next(random, Target.values()[i % 3]);
      int most = Math.min(1200, 2 * spec.tuning().partition());
      int[] contexts = {random.nextInt(most), 1 + random.nextInt(70), random.nextInt(400)};
      assertRight(spec, contexts, 1 + random.nextInt(2), i);
    }
  }

  private static KernelSpec kernel(
      AttentionSpec spec, Target target, Map<TuningParameter, String> choices) {
    return KernelSpec.of(spec, new TuningChoices(choices).resolve(spec, target), target);
  }

  /**
   * Each element within what rounding to 16 bits explains: of the output, relative to it, and of
   * the probabilities, relative to the mean magnitude of the values. Everything else is in fp32.
   */
  private static void assertRight(KernelSpec spec, int[] contexts, double spread, long seed) {
    PagedBatch batch = PagedBatch.draw(spec.attention(), contexts, spread, seed);
    double[] expected = batch.reference();
    double[] magnitude = batch.magnitude();
    double[] actual = new EmulatedAttention(spec).run(batch);
    double unit = spec.attention().dtype() == DataType.BF16 ? 0x1p-8 : 0x1p-11;
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("%s with %s, element %d", spec.name(), spec.tuning(), i)
          .isCloseTo(
              expected[i], within(unit * (2 * Math.abs(expected[i]) + magnitude[i]) + FP32_ERROR));
    }
  }
}
