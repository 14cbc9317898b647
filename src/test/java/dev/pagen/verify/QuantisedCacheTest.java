package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.kernel.Support;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** KV caches of 8 bits, with and without scales. */
@Execution(ExecutionMode.CONCURRENT)
class QuantisedCacheTest {
  private static final int[] CONTEXTS = {0, 1, 17, 330};
  private static final List<DataType> CACHES =
      List.of(DataType.FP8_E4M3, DataType.FP8_E5M2, DataType.INT8);
  private static final List<Integer> HEAD_SIZES = List.of(64, 128, 80, 128, 32, 96, 192);
  private static final List<DataType> QUERIES = List.of(DataType.BF16, DataType.FP16);

  private static KernelSpec kernel(
      AttentionSpec spec, Target target, Map<TuningParameter, String> choices) {
    return new KernelSpec(spec, new TuningChoices(choices).resolve(spec, target), target);
  }

  /**
   * Distributions, paths of K, depths, layouts, pages and features in turn, each on two targets.
   */
  @ParameterizedTest
  @CdnaTargets
  void everyDtypeAndGranularity(Target target) {
    InputDistribution[] distributions = InputDistribution.values();
    int run = 0;
    for (DataType cache : CACHES) {
      for (DataType query : QUERIES) {
        for (KvScales scales : KvScales.values()) {
          AttentionSpec spec =
              new AttentionSpecBuilder(HEAD_SIZES.get(run % HEAD_SIZES.size()), 10, 2)
                  .dtype(query)
                  .kvDtype(cache)
                  .kvScales(scales)
                  .pageSize(run % 2 == 0 ? 16 : 7)
                  .layout(run / 2 % 2 == 0 ? KvLayout.NHD : KvLayout.HND)
                  .alibi(run % 5 == 1)
                  .sinks(run % 7 == 1)
                  .qLen(run % 3 == 0 ? 2 : 1)
                  .build();
          if (run % 3 == 1) {
            spec = spec.withSoftCap(30);
          }
          if (run % 4 == 2) {
            spec = spec.withWindow(290).withLse();
          }
          KernelSpec kernel =
              kernel(
                  spec,
                  target,
                  Map.of(
                      TuningParameter.K_PATH, run % 5 == 2 ? "direct" : "lds",
                      TuningParameter.BUFFERING, String.valueOf(1 + (run + 1) % 3),
                      TuningParameter.PARTITION, run % 3 == 2 ? "256" : "0"));
          boolean itsTurn = (run + run / 3 + target.ordinal()) % 3 > 0;
          if (itsTurn && Support.refusals(kernel).isEmpty()) {
            assertRight(kernel, distributions[run % distributions.length], run);
          }
          run++;
        }
      }
    }
  }

  /** Whatever a format can store comes out as it is where it is all that is attended to. */
  @ParameterizedTest
  @CdnaTargets
  void everyCodeIsWidenedExactly(Target target) {
    for (DataType cache : CACHES) {
      for (DataType query : QUERIES) {
        KernelSpec kernel = kernel(EveryCode.spec(query, cache), target, Map.of());
        if (Support.refusals(kernel).isEmpty()) {
          byte[] output = EmulatedRuns.output(kernel, EveryCode.workload(kernel), 1);
          EveryCode.assertWidened(kernel, MemorySegment.ofArray(output));
        }
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void queriesMayBeOfAnyMagnitude(Target target) {
    for (KvScales scales : KvScales.values()) {
      boolean huge = (scales.ordinal() + target.ordinal()) % 2 == 0;
      AttentionSpec usual =
          AttentionSpec.of(64, 10, 2, DataType.BF16, 16, KvLayout.NHD)
              .with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(scales));
      KernelSpec kernel = kernel(AnyMagnitude.spec(usual, huge), target, Map.of());
      Workload workload = AnyMagnitude.workload(kernel, huge, CONTEXTS, 3);
      assertThat(EmulatedRuns.verify(kernel, workload, Placement.PADDED))
          .as("%s, huge %s", scales, huge)
          .matches(Comparison::passed);
    }
  }

  /**
   * Products of probabilities and scales that are powers of two lose nothing. Queries are of either
   * dtype in turn.
   */
  @ParameterizedTest
  @CdnaTargets
  void aPeakedRowWithValuesOfOneGivesOnes(Target target) {
    for (KvScales scales : KvScales.values()) {
      DataType query = QUERIES.get((scales.ordinal() + target.ordinal()) % QUERIES.size());
      AttentionSpec spec =
          AttentionSpec.of(64, 6, 2, query, 16, KvLayout.HND)
              .with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(scales));
      KernelSpec kernel = kernel(spec, target, Map.of(TuningParameter.PARTITION, "256"));
      Workload workload =
          Workload.draw(spec, target, CONTEXTS, InputDistribution.PEAKED, PageOrder.SHUFFLED, 5);
      storeOnes(workload);
      byte[] output = EmulatedRuns.output(kernel, workload, 1);
      ElementFormat format = ElementFormat.ofQuery(query);
      for (int e = spec.outElements(); e < workload.outElements(); e++) {
        assertThat(format.get(MemorySegment.ofArray(output), e)).isEqualTo(1);
      }
    }
  }

  /** Values of one as a code of 1 to 16 and a scale that makes it one. */
  private static void storeOnes(Workload workload) {
    AttentionSpec spec = workload.spec();
    KvCache cache = workload.cache();
    for (int page = 0; page < cache.pages(); page++) {
      for (int slot = 0; slot < spec.pageSize(); slot++) {
        for (int head = 0; head < spec.kvHeads(); head++) {
          double code = 1;
          if (spec.kvScales() != KvScales.NONE) {
            int index = CacheScales.index(spec, page, slot, head);
            code = Math.scalb(1.0, index % 5);
            cache.scales().values()[index] = (float) (1 / code);
          }
          for (int e = 0; e < spec.headSize(); e++) {
            cache.format().set(cache.values(), cache.key(page, slot, head, e), code);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "head | bf16 | key_scale = k_scale[kv_head] | key_scale = v_scale[kv_head]",
        "head | bf16 | value_scale = v_scale[kv_head] | value_scale = v_scale[0]",
        "tensor | fp16 | total *= value_scale; | ",
        "token | bf16 | if (!LAST) rows.scales = rows.next_scales; | ",
        "token | fp16 | slot * SCALE_TOKEN_STRIDE | slot",
        "token | bf16 | acc.row_sum[r] += probability; | acc.row_sum[r] += probability *"
            + " scales.values[u][r];",
        "token | fp16 | scales.values[s] = cache.value_scales[at] | scales.values[s] ="
            + " cache.key_scales[at]",
        "none | bf16 | widen(keys.y) | widen(keys.z)",
        "none | fp16 | 0x07030602 | 0x07060302",
      })
  void aWrongScaleOrElementIsFound(String scales, String dtype, String from, @Nullable String to) {
    KernelSpec kernel = faulty(scales, dtype);
    Workload workload = faultyWorkload(kernel, kernel.target());
    assertThat(EmulatedRuns.verify(kernel, workload, Placement.DENSE)).matches(Comparison::passed);
    assertThat(
            EmulatedRuns.verifyChanged(
                    kernel, from, to == null ? "" : to, workload, Placement.DENSE)
                .passed())
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"FP8_E4M3", "FP8_E5M2"})
  void floatsOfAnotherFlavorAreFound(DataType cache) {
    AttentionSpec spec = faulty("head", "bf16").attention().with(s -> s.kvDtype(cache));
    KernelSpec kernel = kernel(spec, Target.GFX942, Map.of());
    Workload workload = faultyWorkload(kernel, Target.GFX950);
    assertThat(EmulatedRuns.verify(kernel, workload, Placement.DENSE).passed()).isFalse();
  }

  private static KernelSpec faulty(String scales, String dtype) {
    AttentionSpec spec =
        AttentionSpec.of(64, 6, 2, DataType.of(dtype).orElseThrow(), 16, KvLayout.NHD)
            .with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.of(scales).orElseThrow()));
    return kernel(
        spec, Target.GFX942, Map.of(TuningParameter.WAVES, "1", TuningParameter.PARTITION, "512"));
  }

  private static Workload faultyWorkload(KernelSpec kernel, Target drawnFor) {
    return Workload.draw(
        kernel.attention(), drawnFor, CONTEXTS, InputDistribution.NORMAL, PageOrder.SHUFFLED, 9);
  }

  private static void assertRight(KernelSpec kernel, InputDistribution distribution, long seed) {
    Workload workload =
        Workload.draw(
            kernel.attention(), kernel.target(), CONTEXTS, distribution, PageOrder.SHUFFLED, seed);
    assertThat(EmulatedRuns.verify(kernel, workload, Placement.PADDED))
        .as("%s, %s, %s", kernel.name(), kernel.tuning(), distribution)
        .matches(Comparison::passed);
  }
}
