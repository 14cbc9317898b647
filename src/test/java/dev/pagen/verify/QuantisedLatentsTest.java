package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.compile.TestBuilder;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.KernelParameter;
import dev.pagen.kernel.Support;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Latents of 8 bits, with and without scales: a row's scale is its key's and its value's. */
@Execution(ExecutionMode.CONCURRENT)
class QuantisedLatentsTest {
  private static final int[] CONTEXTS = {0, 1, 15, 16, 33, 100, 129};
  private static final List<DataType> CACHES =
      List.of(DataType.FP8_E4M3, DataType.FP8_E5M2, DataType.INT8);
  private static final int ROW = 576;
  private static final int LATENT = 512;

  private static AttentionSpec attention(
      int heads, int kvHeads, DataType query, DataType cache, KvScales scales) {
    return AttentionSpec.of(ROW, heads * kvHeads, kvHeads, query, 12, KvLayout.NHD)
        .with(spec -> spec.latent(LATENT).scale(0.1352).kvDtype(cache).kvScales(scales));
  }

  private static KernelSpec kernel(
      AttentionSpec attention, Target target, Map<TuningParameter, String> choices) {
    return new KernelSpec(attention, new TuningChoices(choices).resolve(attention, target), target);
  }

  private static Workload draw(KernelSpec spec, InputDistribution distribution) {
    return Workload.draw(
        spec.attention(), spec.target(), CONTEXTS, distribution, PageOrder.SHUFFLED, 83);
  }

  /** Heads, distributions, features, tokens and partitions in turn, each on two targets. */
  @ParameterizedTest
  @CdnaTargets
  void everyDtypeAndGranularity(Target target) {
    int[] heads = {16, 1, 33, 128, 40};
    InputDistribution[] distributions = InputDistribution.values();
    int run = 0;
    for (DataType cache : CACHES) {
      for (KvScales scales : KvScales.values()) {
        DataType query = run % 3 == 0 ? DataType.BF16 : DataType.FP16;
        int tokens = run % 4 == 3 ? 3 : 1;
        AttentionSpec spec =
            attention(heads[run % heads.length], 1 + run % 2, query, cache, scales)
                .with(s -> s.qLen(tokens));
        if (run % 5 == 1) {
          spec = spec.withWindow(70).withAlibi().withSinks().withLse();
        }
        if (run % 3 == 1) {
          spec = spec.withSoftCap(30);
        }
        String partition = run % 3 == 2 ? "48" : "0";
        KernelSpec kernel = kernel(spec, target, Map.of(TuningParameter.PARTITION, partition));
        boolean itsTurn = (run + run / 3 + target.ordinal()) % 3 > 0;
        if (itsTurn && Support.refusals(kernel).isEmpty()) {
          Workload workload = draw(kernel, distributions[run % distributions.length]);
          assertThat(EmulatedRuns.verify(kernel, workload, Placement.PADDED, ExecutionChecks.all()))
              .as("%s, scales per %s", kernel.name(), scales)
              .matches(Comparison::passed);
        }
        run++;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"GFX90A,16,2,16", "GFX942,33,8,16", "GFX942,128,8,32", "GFX950,30,8,64"})
  void otherTunings(Target target, int heads, String waves, String tile) {
    AttentionSpec spec = attention(heads, 1, DataType.BF16, DataType.FP8_E4M3, KvScales.TENSOR);
    KernelSpec kernel =
        kernel(spec, target, Map.of(TuningParameter.WAVES, waves, TuningParameter.TILE, tile));
    Support.check(kernel);
    assertThat(EmulatedRuns.verify(kernel, draw(kernel, InputDistribution.NORMAL), Placement.DENSE))
        .matches(Comparison::passed);
  }

  /**
   * Products of probabilities and scales that are powers of two lose nothing. Queries are of either
   * dtype in turn.
   */
  @ParameterizedTest
  @CdnaTargets
  void aPeakedRowWithLatentsOfOneGivesOnes(Target target) {
    for (KvScales scales : KvScales.values()) {
      boolean itsTurn = (scales.ordinal() + target.ordinal()) % 2 == 0;
      DataType query = itsTurn ? DataType.BF16 : DataType.FP16;
      AttentionSpec spec = attention(20, 2, query, DataType.FP8_E4M3, scales);
      KernelSpec kernel = kernel(spec, target, Map.of(TuningParameter.PARTITION, "64"));
      Workload workload = draw(kernel, InputDistribution.NORMAL);
      storeOnes(workload);
      byte[] output = EmulatedRuns.output(kernel, workload, 1);
      ElementFormat format = ElementFormat.ofQuery(query);
      for (int e = spec.outElements(); e < workload.outElements(); e++) {
        assertThat(format.get(MemorySegment.ofArray(output), e)).isEqualTo(1);
      }
    }
  }

  /**
   * Latents of one, as a code of 1 to 16 and a scale that makes it one. Only their rotary part is
   * asked for; one token of each sequence has one.
   */
  private static void storeOnes(Workload workload) {
    AttentionSpec spec = workload.spec();
    KvCache cache = workload.cache();
    ElementFormat query = ElementFormat.ofQuery(spec.dtype());
    for (long e = 0; e < workload.query().byteSize() / spec.dtype().bytes(); e++) {
      query.set(workload.query(), e, e % ROW < LATENT ? 0 : 1);
    }
    for (int page = 0; page < cache.pages(); page++) {
      for (int slot = 0; slot < spec.pageSize(); slot++) {
        for (int head = 0; head < spec.kvHeads(); head++) {
          double code = 1;
          if (spec.kvScales() != KvScales.NONE) {
            int index = CacheScales.index(spec, page, slot, head);
            code = Math.scalb(1.0, index % 5);
            cache.scales().keys()[index] = (float) (1 / code);
          }
          for (int e = 0; e < ROW; e++) {
            long at = cache.key(page, slot, head, e);
            cache.format().set(cache.keys(), at, e < LATENT ? code : 0);
          }
        }
      }
    }
    for (int s = 0; s < CONTEXTS.length; s++) {
      int peak = CONTEXTS[s] / 2;
      for (int head = 0; head < spec.kvHeads() && CONTEXTS[s] > 0; head++) {
        int page = workload.table().page(s, peak);
        int slot = peak % spec.pageSize();
        double scale = cache.scales().key(spec, page, slot, head);
        for (int e = LATENT; e < ROW; e++) {
          cache.format().set(cache.keys(), cache.key(page, slot, head, e), 4 / scale);
        }
      }
    }
  }

  /** Half as many bytes as with 16 bits, each of them once, and LDS without conflicts. */
  @ParameterizedTest
  @CdnaTargets
  void aRowIsReadOnceForAllHeads(Target target) {
    for (int heads : new int[] {16, 128}) {
      AttentionSpec spec =
          attention(heads, 1, DataType.BF16, DataType.FP8_E4M3, KvScales.TENSOR)
              .with(s -> s.pageSize(1));
      KernelSpec kernel = kernel(spec, target, Map.of(TuningParameter.PARTITION, "512"));
      long rows = 2L * 256 * ROW;
      assertThat(
              LatentAttentionTest.bytesMoved(kernel, 512)
                  - LatentAttentionTest.bytesMoved(kernel, 256))
          .isBetween(rows, rows * 110 / 100);
    }
  }

  /** Heads and scales, as they are on a target, and with all that heads have on another. */
  @ParameterizedTest
  @CdnaTargets
  void nothingIsSpilledWhateverTheRows(Target target) {
    int run = 0;
    for (int heads : new int[] {16, 64, 128}) {
      for (KvScales scales : KvScales.values()) {
        DataType cache = CACHES.get(run % CACHES.size());
        int tokens = run % 2 == 0 ? 1 : 3;
        AttentionSpec spec =
            attention(heads, 1, DataType.BF16, cache, scales).with(s -> s.qLen(tokens));
        int turn = (run + run / 3 + target.ordinal()) % 3;
        if (turn > 0) {
          AttentionSpec each =
              turn == 1 ? spec : spec.withWindow(128).withSinks().withAlibi().withLse();
          KernelSpec kernel = kernel(each, target, Map.of());
          assertThat(TestBuilder.spills(kernel)).as("%s", each).isFalse();
        }
        run++;
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none | high = widen(eight.y) | high = widen(eight.x)",
        "none | lane % ROW_LANES * sizeof(stored_rest) | 0",
        "tensor | const float factor = key_scale * | const float factor =",
        "head | key_scale = k_scale[kv_head] | key_scale = k_scale[0]",
        "token | scales[r] = rows.scale | scales[r ^ 1] = rows.scale",
        "token | slot * SCALE_TOKEN_STRIDE | slot",
        "token | acc.row_sum += probability; | acc.row_sum += probability * scales.values[u][r];",
      })
  void aWrongScaleOrElementIsFound(String scales, String from, String to) {
    KvScales granularity = KvScales.of(scales).orElseThrow();
    AttentionSpec spec = attention(16, 2, DataType.BF16, DataType.FP8_E4M3, granularity);
    KernelSpec kernel = kernel(spec, Target.GFX942, Map.of(TuningParameter.PARTITION, "512"));
    Workload workload = draw(kernel, InputDistribution.NORMAL);
    assertThat(EmulatedRuns.verifyChanged(kernel, from, to, workload, Placement.DENSE).passed())
        .isFalse();
  }

  @Test
  void thereAreScalesOfKeysAlone(@TempDir Path folder) throws Exception {
    AttentionSpec spec = attention(16, 2, DataType.BF16, DataType.FP8_E4M3, KvScales.TOKEN);
    KernelSpec kernel = kernel(spec, Target.GFX942, Map.of());
    assertThat(TestBuilder.shared().build(kernel).rendered().kernels().getFirst().parameters())
        .extracting(KernelParameter::name)
        .contains("k_scale")
        .doesNotContain("v_scale");
    Workload workload = draw(kernel, InputDistribution.UNIFORM);
    WorkloadFolder.write(folder, kernel, workload, Optional.empty(), Map.of());
    assertThat(folder.resolve("v_scale.npy")).doesNotExist();
    Workload read = WorkloadFolder.read(folder, spec, kernel.target());
    assertThat(Reference.attention(read)).isEqualTo(Reference.attention(workload));
  }
}
