package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.PageTable;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs of other types than the query's: fp32, and 8-bit floats with a scale. */
class OutputTypesTest {
  private static final int[] CONTEXTS = {0, 1, 300, 700};

  private static KernelSpec kernel(DataType dtype, DataType out, Target target, String reduce) {
    AttentionSpec attention =
        AttentionSpec.of(64, 6, 2, dtype, 16, KvLayout.HND).with(spec -> spec.outDtype(out));
    return new KernelSpec(
        attention,
        new TuningChoices(Map.of(TuningParameter.PARTITION, "256", TuningParameter.REDUCE, reduce))
            .resolve(attention, target),
        target);
  }

  private static Workload draw(KernelSpec spec, float scale) {
    Workload workload =
        Workload.draw(
            spec.attention(),
            spec.target(),
            CONTEXTS,
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            17);
    return new Workload(
        workload.spec(),
        workload.table(),
        workload.query(),
        workload.cache(),
        workload.heads(),
        OutputFormat.of(spec.attention(), spec.target(), scale));
  }

  @ParameterizedTest
  @CdnaTargets
  void everyTypeWhoeverMerges(Target target) {
    for (DataType out : new DataType[] {DataType.FP32, DataType.FP8_E4M3, DataType.FP8_E5M2}) {
      KernelSpec last = kernel(DataType.BF16, out, target, "last-workgroup");
      assertThat(EmulatedRuns.verify(last, draw(last, 0x1p-5f), Placement.PADDED))
          .as("%s on %s", out, target)
          .matches(Comparison::passed);
      KernelSpec own = kernel(DataType.FP16, out, target, "kernel");
      assertThat(EmulatedRuns.verify(own, draw(own, 0.02f), Placement.DENSE))
          .as("%s on %s", out, target)
          .matches(Comparison::passed);
    }
  }

  /** Among the subnormal numbers, and beyond the largest. */
  @ParameterizedTest
  @CdnaTargets
  void anyScale(Target target) {
    for (DataType out : new DataType[] {DataType.FP8_E4M3, DataType.FP8_E5M2}) {
      KernelSpec spec = kernel(DataType.BF16, out, target, "last-workgroup");
      for (float scale : new float[] {0x1p-20f, 0x1p6f, 0x1p12f}) {
        Comparison comparison = EmulatedRuns.verify(spec, draw(spec, scale), Placement.DENSE);
        assertThat(comparison.nans()).isZero();
        assertThat(comparison.worst().orElseThrow().ulps())
            .as("%s on %s with scale %s", out, target, scale)
            .isLessThan(0.55);
      }
    }
  }

  /** Two halves of a context, each by itself, merged by what the kernels give: the whole. */
  @Test
  void partsMergeToTheWhole() {
    AttentionSpec attention =
        AttentionSpec.of(64, 6, 2, DataType.FP16, 16, KvLayout.HND)
            .with(spec -> spec.outDtype(DataType.FP32))
            .withLse();
    KernelSpec spec =
        new KernelSpec(
            attention, TuningChoices.NONE.resolve(attention, Target.GFX942), Target.GFX942);
    int[] halves = {320, 200};
    Workload parts =
        Workload.draw(
            attention, Target.GFX942, halves, InputDistribution.NORMAL, PageOrder.SEQUENTIAL, 23);
    int row = attention.outElements();
    // Both halves are asked the same.
    long rowBytes = row * (long) Short.BYTES;
    parts.query().asSlice(rowBytes, rowBytes).copyFrom(parts.query().asSlice(0, rowBytes));
    DeviceWorkload.Output out = EmulatedRuns.run(spec, parts);
    PageTable together =
        new CsrPageTable(16, new int[] {0, 33}, parts.table().pages(), new int[] {8});
    Workload whole =
        new Workload(
            attention,
            together,
            parts.query().asSlice(0, rowBytes),
            parts.cache(),
            parts.heads(),
            parts.out());
    double[] expected = Reference.attention(whole);
    for (int e = 0; e < row; e++) {
      int head = e / attention.headSize();
      double first = Math.exp(out.lse()[head]);
      double second = Math.exp(out.lse()[attention.queryHeads() + head]);
      double merged =
          (first * parts.out().get(out.elements(), e)
                  + second * parts.out().get(out.elements(), row + e))
              / (first + second);
      assertThat(merged).isCloseTo(expected[e], Offset.offset(2e-4));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(row_sum * *out_scale) | row_sum",
        "narrow(x[2], x[3]) << 16 | narrow(x[3], x[2]) << 16",
        "a == a ? __builtin_amdgcn_fmed3f(a, -LARGEST, LARGEST) : a | a"
      })
  void wrongStoresAreFound(String from, String to) {
    KernelSpec spec = kernel(DataType.BF16, DataType.FP8_E4M3, Target.GFX942, "last-workgroup");
    Comparison comparison =
        EmulatedRuns.verifyChanged(spec, from, to, draw(spec, 0x1p-8f), Placement.DENSE);
    assertThat(comparison.passed()).isFalse();
  }
}
