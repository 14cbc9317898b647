package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.attention.PageTable;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Infinities and denormals in caches: what becomes of them, in kernels as in the reference. */
class ExtremeNumbersTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final int[] CONTEXTS = {300, 1, 17, 1300, 0, 256};
  private static final AttentionSpec FP16 =
      AttentionSpec.of(64, 6, 2, DataType.FP16, 4, KvLayout.NHD).withLse();
  private static final AttentionSpec BF16 =
      AttentionSpec.of(128, 5, 1, DataType.BF16, 16, KvLayout.HND).withLse();
  private static final AttentionSpec LATENT =
      new AttentionSpecBuilder(576, 16, 1).latent(512).scale(0.06).build().withLse();

  /** One that all targets have, and others in turn. */
  private static List<KernelSpec> kernels(Target target) {
    KernelSpec first = kernel(BF16, target, "100", "kernel");
    return switch (target) {
      case GFX90A ->
          List.of(first, kernel(FP16.with(s -> s.qLen(3)), target, "256", "last-workgroup"));
      case GFX942 ->
          List.of(
              first,
              kernel(FP16.withSinks(), target, "256", "kernel"),
              kernel(LATENT, target, "256", "last-workgroup"));
      default -> List.of(first, kernel(FP16.withAlibi(), target, "4096", "last-workgroup"));
    };
  }

  private static KernelSpec kernel(
      AttentionSpec attention, Target target, String partition, String reduce) {
    Map<TuningParameter, String> choices =
        Map.of(TuningParameter.PARTITION, partition, TuningParameter.REDUCE, reduce);
    return new KernelSpec(attention, new TuningChoices(choices).resolve(attention, target), target);
  }

  /** Every query has 1 as its first element, and keys of chosen tokens have {@code first} there. */
  private static Workload draw(KernelSpec spec, double first, IntPredicate tokens) {
    AttentionSpec attention = spec.attention();
    Workload workload =
        Workload.draw(
            attention, spec.target(), CONTEXTS, InputDistribution.NORMAL, PageOrder.SHUFFLED, 77);
    ElementFormat format = ElementFormat.ofQuery(attention.dtype());
    long elements = workload.query().byteSize() / format.bytes();
    for (long row = 0; row < elements; row += attention.headSize()) {
      format.set(workload.query(), row, 1);
    }
    KvCache cache = workload.cache();
    PageTable table = workload.table();
    for (int s = 0; s < CONTEXTS.length; s++) {
      for (int t = 0; t < CONTEXTS[s]; t++) {
        for (int head = 0; tokens.test(t) && head < attention.kvHeads(); head++) {
          int slot = t % attention.pageSize();
          format.set(cache.keys(), cache.key(table.page(s, t), slot, head, 0), first);
          if (attention.latent().isPresent()) {
            // The same row is the value: an infinity there would be 0 * infinity.
            format.set(cache.keys(), cache.key(table.page(s, t), slot, head, 0), 0);
            format.set(cache.keys(), cache.key(table.page(s, t), slot, head, 575), first);
          }
        }
      }
    }
    for (long row = 0; attention.latent().isPresent() && row < elements; row += 576) {
      format.set(workload.query(), row + 575, 1);
    }
    return workload;
  }

  private static DeviceWorkload.Output right(KernelSpec spec, Workload workload) {
    DeviceWorkload.Output output = EmulatedRuns.run(spec, workload);
    assertThat(Comparison.of(workload, Reference.attention(workload), output))
        .as(spec.name())
        .matches(Comparison::passed);
    return output;
  }

  @ParameterizedTest
  @CdnaTargets
  void whereNoTokenHasAnyWeightTheOutputIsZeroWhoeverMerges(Target target) {
    for (KernelSpec spec : kernels(target)) {
      Workload workload = draw(spec, Double.NEGATIVE_INFINITY, t -> true);
      DeviceWorkload.Output output = right(spec, workload);
      for (long i = 0; i < workload.outElements(); i++) {
        assertThat(workload.out().get(output.elements(), i)).as(spec.name()).isZero();
      }
      if (!spec.attention().sinks()) {
        assertThat(output.lse()).containsOnly(Float.NEGATIVE_INFINITY);
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void aPartitionWithoutWeightLeavesTheOthersAsTheyAre(Target target) {
    for (KernelSpec spec : kernels(target)) {
      for (IntPredicate tokens :
          List.<IntPredicate>of(t -> t < 256, t -> t >= 256, t -> t % 2 == 0)) {
        right(spec, draw(spec, Double.NEGATIVE_INFINITY, tokens));
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void anInfiniteLogitMakesItsRowsNaNInKernelAndReferenceAndTheVerdictTellsThem(Target target) {
    KernelSpec spec = kernel(BF16, target, "100", "kernel");
    Workload workload = draw(spec, INFINITY, t -> t == 280);
    DeviceWorkload.Output output = EmulatedRuns.run(spec, workload);
    double[] expected = Reference.attention(workload);
    for (int i = 0; i < expected.length; i++) {
      boolean seen = CONTEXTS[i / (5 * 128)] > 280;
      assertThat(Double.isNaN(expected[i])).isEqualTo(seen);
      assertThat(Double.isNaN(workload.out().get(output.elements(), i))).isEqualTo(seen);
      assertThat(Float.isNaN(output.lse()[i / 128])).isEqualTo(seen);
    }
    assertThat(Comparison.of(workload, expected, output))
        .matches(comparison -> comparison.nans() == 2 * 5 * 128 && !comparison.passed());
  }

  @Test
  void aDivisionByNoWeightIsFound() {
    KernelSpec spec = kernel(BF16, Target.GFX942, "100", "kernel");
    Workload workload = draw(spec, Double.NEGATIVE_INFINITY, t -> true);
    Comparison comparison =
        EmulatedRuns.verifyChanged(
            spec,
            "\n  total *= row_sum > 0.0f ? 1.0f / row_sum : 0.0f;",
            "\n  total *= 1.0f / row_sum;",
            workload,
            Placement.DENSE);
    assertThat(comparison.passed()).isFalse();
    assertThat(comparison.nans()).isPositive();
  }

  /** In the middle of a context, and in its last token, beside which masked ones stand. */
  @ParameterizedTest
  @CdnaTargets
  void anInfiniteValueLeavesItsElementOfTheOutputWithoutAFiniteNumberAndNoOther(Target target) {
    for (KernelSpec spec : kernels(target)) {
      AttentionSpec attention = spec.attention();
      if (attention.latent().isPresent() || attention.qLen() > 1) {
        continue;
      }
      Workload workload = draw(spec, 0, t -> false);
      for (int s : new int[] {0, 1, 3, 5}) {
        setValue(workload, s, CONTEXTS[s] - 1, 7 + s, s == 0 ? -INFINITY : INFINITY);
      }
      setValue(workload, 3, 700, 30, INFINITY);
      DeviceWorkload.Output output = right(spec, workload);
      long row = 3L * attention.sequenceRows() * attention.valueSize();
      assertThat(workload.out().get(output.elements(), row + 30)).isIn(INFINITY, Double.NaN);
      assertThat(workload.out().get(output.elements(), row + 31)).isFinite();
    }
  }

  /** gfx90a takes them as zero, and so does its reference. */
  @ParameterizedTest
  @CdnaTargets
  void denormalValuesMakeDenormalOutputs(Target target) {
    for (KernelSpec spec : kernels(target)) {
      AttentionSpec attention = spec.attention();
      if (attention.latent().isPresent()) {
        continue;
      }
      Workload workload = draw(spec, 0, t -> false);
      ElementFormat format = ElementFormat.ofQuery(attention.dtype());
      double factor = format.smallestNormal() / 8;
      MemorySegment values = workload.cache().values();
      for (long i = 0; i < values.byteSize() / format.bytes(); i++) {
        double value = format.get(values, i);
        format.set(values, i, Double.isNaN(value) ? value : value * factor);
      }
      DeviceWorkload.Output output = right(spec, workload);
      double first = workload.out().get(output.elements(), 3);
      assertThat(first == 0).isEqualTo(target == Target.GFX90A);
    }
  }

  private static void setValue(Workload workload, int s, int t, int element, double number) {
    AttentionSpec attention = workload.spec();
    int slot = t % attention.pageSize();
    long value = workload.cache().value(workload.table().page(s, t), slot, 0, element);
    ElementFormat.ofQuery(attention.dtype()).set(workload.cache().values(), value, number);
  }
}
