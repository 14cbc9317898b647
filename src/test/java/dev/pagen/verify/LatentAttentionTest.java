package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagen.attention.PageOrder;
import dev.pagen.compile.TestBuilder;
import dev.pagen.emulator.observe.CounterSnapshot;
import dev.pagen.emulator.observe.Counters;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.KernelParameter;
import dev.pagen.kernel.Support;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Attention on latents: one cache, whose rows are keys, and whose first elements are values. */
class LatentAttentionTest {
  private static final int[] CONTEXTS = {0, 1, 15, 16, 33, 100, 129};

  private static AttentionSpec attention(int heads, DataType type, int pageSize) {
    return AttentionSpec.of(576, heads, 1, type, pageSize, KvLayout.NHD)
        .with(spec -> spec.latent(512).scale(0.1352));
  }

  private static KernelSpec kernel(
      AttentionSpec attention, Target target, Map<TuningParameter, String> choices) {
    return new KernelSpec(attention, new TuningChoices(choices).resolve(attention, target), target);
  }

  private static Workload draw(KernelSpec spec, InputDistribution distribution) {
    return Workload.draw(
        spec.attention(), spec.target(), CONTEXTS, distribution, PageOrder.SHUFFLED, 71);
  }

  @ParameterizedTest
  @CsvSource({
    "GFX90A,1,FP16,64,0,last-workgroup",
    "GFX90A,128,BF16,1,0,last-workgroup",
    "GFX90A,32,BF16,64,64,kernel",
    "GFX942,16,BF16,1,0,last-workgroup",
    "GFX942,17,FP16,64,32,last-workgroup",
    "GFX942,64,BF16,64,50,kernel",
    "GFX942,128,FP16,12,33,last-workgroup",
    "GFX950,1,BF16,1,17,kernel",
    "GFX950,16,BF16,64,0,last-workgroup",
    "GFX950,40,FP16,1,64,last-workgroup",
    "GFX950,128,BF16,64,100,last-workgroup"
  })
  void anyNumberOfHeadsSharesALatent(
      Target target, int heads, DataType type, int pageSize, String partition, String reduce) {
    KernelSpec spec =
        kernel(
            attention(heads, type, pageSize).withLse(),
            target,
            Map.of(TuningParameter.PARTITION, partition, TuningParameter.REDUCE, reduce));
    assertThat(
            EmulatedRuns.verify(
                spec,
                draw(spec, InputDistribution.NORMAL),
                Placement.PADDED,
                ExecutionChecks.all()))
        .matches(Comparison::passed);
  }

  @ParameterizedTest
  @EnumSource
  void anyInputs(InputDistribution distribution) {
    for (Target target : List.of(Target.GFX942, Target.GFX950)) {
      KernelSpec spec = kernel(attention(16, DataType.FP16, 64), target, Map.of());
      assertThat(EmulatedRuns.verify(spec, draw(spec, distribution), Placement.DENSE))
          .as("%s", target)
          .matches(Comparison::passed);
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void withAllThatHeadsHaveAndSeveralLatents(Target target) {
    AttentionSpec all =
        AttentionSpec.of(576, 40, 2, DataType.BF16, 16, KvLayout.HND)
            .with(spec -> spec.latent(512).scale(0.1352).softCap(30))
            .withWindow(70)
            .withAlibi()
            .withSinks()
            .withLse();
    KernelSpec spec = kernel(all, target, Map.of(TuningParameter.PARTITION, "48"));
    assertThat(
            EmulatedRuns.verify(
                spec,
                draw(spec, InputDistribution.NORMAL),
                Placement.PADDED,
                ExecutionChecks.all()))
        .matches(Comparison::passed)
        .matches(c -> c.lseError() > 0);
  }

  @ParameterizedTest
  @CsvSource({
    "GFX90A,16,2,16",
    "GFX90A,100,4,16",
    "GFX942,33,4,32",
    "GFX942,64,2,16",
    "GFX942,128,8,16",
    "GFX950,30,8,64",
    "GFX950,16,4,16",
    "GFX950,128,8,32"
  })
  void otherTunings(Target target, int heads, String waves, String tile) {
    KernelSpec spec =
        kernel(
            attention(heads, DataType.BF16, 1),
            target,
            Map.of(TuningParameter.WAVES, waves, TuningParameter.TILE, tile));
    assertThat(EmulatedRuns.verify(spec, draw(spec, InputDistribution.PEAKED), Placement.DENSE))
        .matches(Comparison::passed);
  }

  @ParameterizedTest
  @CsvSource({"128,4,2,32", "100,4,4,32", "128,8,3,16", "64,8,2,64", "33,4,3,16", "5,2,4,16"})
  void tilesTravelPastTheRegisters(int heads, String waves, String buffering, String tile) {
    AttentionSpec attention = attention(heads, DataType.FP16, 12).withAlibi();
    Map<TuningParameter, String> choices =
        Map.of(
            TuningParameter.K_PATH,
            "copy",
            TuningParameter.WAVES,
            waves,
            TuningParameter.BUFFERING,
            buffering,
            TuningParameter.TILE,
            tile,
            TuningParameter.PARTITION,
            "64");
    KernelSpec spec = kernel(attention, Target.GFX950, choices);
    Support.check(spec);
    assertThat(
            EmulatedRuns.verify(
                spec,
                draw(spec, InputDistribution.NORMAL),
                Placement.PADDED,
                ExecutionChecks.all()))
        .matches(Comparison::passed);
  }

  @Test
  void whatCannotBeCopiedIsRefused() {
    AttentionSpec plain = attention(128, DataType.BF16, 1);
    AttentionSpec narrow = plain.with(s -> s.kvDtype(DataType.FP8_E4M3));
    Map<TuningParameter, String> copied = Map.of(TuningParameter.K_PATH, "copy");
    assertThat(refusals(plain, Target.GFX950, copied)).isEmpty();
    assertThat(refusals(plain, Target.GFX942, copied)).contains("k-path copy", "v-path copy");
    assertThat(refusals(narrow, Target.GFX950, copied)).contains("k-path copy", "v-path copy");
    assertThat(
            refusals(
                plain,
                Target.GFX950,
                Map.of(TuningParameter.K_PATH, "copy", TuningParameter.V_PATH, "lds")))
        .containsExactly("v-path lds");
    assertThat(refusals(plain, Target.GFX950, Map.of(TuningParameter.BUFFERING, "1")))
        .containsExactly("buffering 1");
    assertThat(refusals(plain, Target.GFX950, Map.of(TuningParameter.K_PATH, "lds"))).isEmpty();
    assertThat(refusals(plain, Target.GFX942, Map.of(TuningParameter.WAVES, "2")))
        .contains("waves 2");
  }

  private static List<String> refusals(
      AttentionSpec attention, Target target, Map<TuningParameter, String> choices) {
    return Support.refusals(kernel(attention, target, choices)).stream()
        .map(Refusal::field)
        .toList();
  }

  /** What more tokens cost: every row once, for all heads, and LDS without conflicts. */
  @ParameterizedTest
  @CdnaTargets
  void aRowIsReadOnceForAllHeads(Target target) {
    for (int heads : new int[] {16, 128}) {
      AttentionSpec attention = attention(heads, DataType.BF16, 1);
      KernelSpec spec = kernel(attention, target, Map.of(TuningParameter.PARTITION, "512"));
      long rows = 2L * 256 * attention.rowBytes();
      assertThat(bytesMoved(spec, 512) - bytesMoved(spec, 256)).isBetween(rows, rows * 105 / 100);
    }
  }

  /** Bytes that a batch of two sequences moves, without bank conflicts. */
  static long bytesMoved(KernelSpec spec, int context) {
    int[] contexts = {context, context};
    Workload workload =
        Workload.draw(
            spec.attention(),
            spec.target(),
            contexts,
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            5);
    Counters counters = new Counters(spec.target());
    assertThat(EmulatedRuns.verify(spec, workload, Placement.DENSE, counters))
        .matches(Comparison::passed);
    CounterSnapshot decode = counters.kernels().get(Role.DECODE.symbol());
    assertThat(decode.ldsConflictCycles()).isZero();
    return decode.bytesMoved64();
  }

  @ParameterizedTest
  @CdnaTargets
  void nothingIsSpilledWhateverTheHeads(Target target) {
    for (int heads : new int[] {1, 16, 32, 64, 128}) {
      for (DataType type : List.of(DataType.BF16, DataType.FP16)) {
        AttentionSpec plain = attention(heads, type, 64);
        AttentionSpec all = plain.withWindow(128).withSinks().withAlibi().withLse();
        for (AttentionSpec each : List.of(plain, all)) {
          assertThat(TestBuilder.spills(kernel(each, target, Map.of()))).as("%s", each).isFalse();
        }
      }
    }
  }

  @Test
  void aValueFromTheRotaryPartIsFound() {
    KernelSpec spec = kernel(attention(16, DataType.BF16, 1), Target.GFX942, Map.of());
    Workload workload = draw(spec, InputDistribution.NORMAL);
    assertThat(
            EmulatedRuns.verifyChanged(
                    spec,
                    "(lane % 16 * 16 ^ swizzle(row))",
                    "(lane % 16 * 16 ^ swizzle(row)) + 128",
                    workload,
                    Placement.DENSE)
                .passed())
        .isFalse();
  }

  @Test
  void aScoreWithoutTheRotaryPartIsFound() {
    KernelSpec spec = kernel(attention(16, DataType.BF16, 1), Target.GFX942, Map.of());
    Workload workload = draw(spec, InputDistribution.NORMAL);
    assertThat(
            EmulatedRuns.verifyChanged(
                    spec,
                    "out = mfma(keys[",
                    "if (i % CHUNKS < 16) out = mfma(keys[",
                    workload,
                    Placement.DENSE)
                .passed())
        .isFalse();
  }

  @Test
  void thereIsNoValueCache(@TempDir Path folder) throws Exception {
    KernelSpec spec = kernel(attention(16, DataType.BF16, 64), Target.GFX942, Map.of());
    assertThat(TestBuilder.shared().build(spec).rendered().kernels().getFirst().parameters())
        .extracting(KernelParameter::name)
        .contains("key_cache")
        .doesNotContain("value_cache");
    Workload workload = draw(spec, InputDistribution.UNIFORM);
    assertThat(workload.cache().values().byteSize()).isZero();
    WorkloadFolder.write(folder, spec, workload, Optional.empty(), Map.of());
    assertThat(folder.resolve("value_cache.npy")).doesNotExist();
    Workload read = WorkloadFolder.read(folder, spec.attention(), spec.target());
    assertThat(read.cache().keys().mismatch(workload.cache().keys())).isEqualTo(-1);
    assertThat(Reference.attention(read)).isEqualTo(Reference.attention(workload));
  }

  /** One head, one sequence: written out, from the elements of the cache alone. */
  @Test
  void theReferenceTakesTheValueFromTheKey() {
    AttentionSpec attention = attention(1, DataType.FP16, 4);
    Workload workload =
        Workload.draw(
            attention,
            Target.GFX942,
            new int[] {3},
            InputDistribution.UNIFORM,
            PageOrder.SEQUENTIAL,
            9);
    ElementFormat format = workload.cache().format();
    MemorySegment keys = workload.cache().keys();
    double[] out = new double[512];
    double sum = 0;
    for (int t = 0; t < 3; t++) {
      long row = workload.cache().key(workload.table().page(0, t), t, 0, 0);
      double score = 0;
      for (int e = 0; e < 576; e++) {
        score += format.get(workload.query(), e) * format.get(keys, row + e);
      }
      double weight = Math.exp(score * attention.scale());
      sum += weight;
      for (int e = 0; e < 512; e++) {
        out[e] += weight * format.get(keys, row + e);
      }
    }
    double[] expected = Reference.attention(workload);
    assertThat(expected).hasSize(512);
    int e = new Random(3).nextInt(512);
    assertThat(expected[e]).isCloseTo(out[e] / sum, within(1e-9));
  }
}
