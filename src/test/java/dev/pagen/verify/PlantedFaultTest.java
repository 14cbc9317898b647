package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.LaunchException;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.Plan;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.observe.CopyCheck;
import dev.pagen.emulator.observe.LdsCheck;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernels and launches with one thing wrong: verification, or the launcher, finds each. */
class PlantedFaultTest {
  private static final AttentionSpec ATTENTION =
      AttentionSpec.of(64, 8, 2, DataType.BF16, 4, KvLayout.NHD);
  private static final int PARTITION = 256;
  private static final KernelSpec SPEC = spec("last-workgroup");
  private static final int[] CONTEXTS = {0, 1, 6, 150, PARTITION + 1, 2 * PARTITION + 77};

  private static KernelSpec spec(String reduce) {
    Map<TuningParameter, String> choices =
        Map.of(
            TuningParameter.K_PATH,
            "lds",
            TuningParameter.V_PATH,
            "direct",
            TuningParameter.PARTITION,
            String.valueOf(PARTITION),
            TuningParameter.REDUCE,
            reduce);
    return new KernelSpec(
        ATTENTION, new TuningChoices(choices).resolve(ATTENTION, Target.GFX942), Target.GFX942);
  }

  private static Workload workload() {
    return Workload.draw(
        ATTENTION, Target.GFX942, CONTEXTS, InputDistribution.NORMAL, PageOrder.SHUFFLED, 11);
  }

  private static Comparison changed(String from, String to) {
    return EmulatedRuns.verifyChanged(SPEC, from, to, workload(), Placement.PADDED);
  }

  @Test
  void theRightKernelPasses() {
    assertThat(EmulatedRuns.verify(SPEC, workload(), Placement.PADDED)).matches(Comparison::passed);
  }

  @Test
  void aDroppedPartition() {
    Comparison comparison =
        changed(
            "const int count = min(WAVE_SIZE, partitions - base);",
            "const int count = min(WAVE_SIZE, partitions - base) - (partitions > 2);");
    assertThat(comparison.passed()).isFalse();
    assertThat(comparison.worst().orElseThrow().sequence()).isEqualTo(5);
  }

  @Test
  void aWorkgroupThatTakesItselfForTheLast() {
    assertThat(changed("== partitions - 1", "== partitions - 2").passed()).isFalse();
  }

  @Test
  void arrivalsThatAreNotLeftZero() {
    Comparison comparison = changed("if (*last) *count = 0;", "");
    assertThat(comparison.strays()).isPositive();
    assertThat(comparison.passed()).isFalse();
  }

  @Test
  void aSequenceThatWroteItsOutputIsReducedToo() {
    Comparison comparison =
        EmulatedRuns.verifyChanged(
            spec("kernel"),
            "if (context <= partition_size) return;",
            "",
            workload(),
            Placement.PADDED);
    assertThat(comparison.passed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "t < shares, t < 2",
    "totals[t][own] * weight, totals[t][own]",
    "sums[t] * weight, sums[t]",
    "* max_partitions + team * share, * max_partitions"
  })
  void aReduceKernelThatMergesItsTeamsWrong(String from, String to) {
    KernelSpec spec =
        new KernelSpec(ATTENTION, spec("kernel").tuning().withPartition(32), Target.GFX942);
    Comparison comparison =
        EmulatedRuns.verifyChanged(spec, from, to, workload(), Placement.PADDED);
    assertThat(comparison.passed()).isFalse();
    assertThat(comparison.worst().orElseThrow().sequence()).isGreaterThan(3);
  }

  @Test
  void aStrideThatIsIgnored() {
    assertThat(changed("seq * query_stride", "seq * (GQA_RATIO * KV_HEADS * HEAD_SIZE)").passed())
        .isFalse();
    Comparison out = changed("out + seq * out_stride", "out + seq * (8 * HEAD_SIZE)");
    assertThat(out.passed()).isFalse();
    assertThat(out.strays()).isPositive();
  }

  @Test
  void aTokenPastTheEnd() {
    Comparison comparison =
        changed("min(context, begin + partition_size)", "min(context + 1, begin + partition_size)");
    assertThat(comparison.nans()).isPositive();
  }

  @Test
  void aTokenTooFew() {
    assertThat(
            changed(
                    "min(context, begin + partition_size)",
                    "min(context - 1, begin + partition_size)")
                .passed())
        .isFalse();
  }

  @Test
  void aPageIndexOffByOne() {
    EmulatedRuns.assertFound(
        () -> changed("kv_page_indices + kv_indptr[seq]", "kv_page_indices + kv_indptr[seq] + 1"));
  }

  @Test
  void zerosForgottenWhereThereIsNoContext() {
    Comparison comparison =
        changed("total *= row_sum > 0.0f ? 1.0f / row_sum : 0.0f;", "total *= 1.0f / row_sum;");
    assertThat(comparison.nans()).isEqualTo(8 * 64);
  }

  @Test
  void swappedOperandsOfTheProductWithK() {
    assertThat(changed("mfma(keys, query[j], scores)", "mfma(query[j], keys, scores)").passed())
        .isFalse();
  }

  @Test
  void aMissingBarrierBeforeTheMerge() {
    assertThatThrownBy(
            () ->
                EmulatedRuns.verifyChanged(
                    SPEC, "__syncthreads();", "", workload(), Placement.DENSE, new LdsCheck(false)))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("LDS race");
  }

  /** The emulator copies at once; it counts what hardware may not have copied yet. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "await_copies<1 * COPIES>() | await_copies<1 * COPIES + 1>()",
        "min(BUFFERING, BLOCK_TILES - t) - 1 | BUFFERING - 1"
      })
  void aWaitForTooFewCopies(String from, String to) {
    AttentionSpec attention =
        AttentionSpec.of(128, 6, 1, DataType.BF16, 4, KvLayout.NHD).withSoftCap(30);
    KernelSpec spec =
        new KernelSpec(
            attention,
            new TuningChoices(
                    Map.of(TuningParameter.K_PATH, "copy", TuningParameter.PARTITION, "2048"))
                .resolve(attention, Target.GFX950),
            Target.GFX950);
    Workload workload =
        Workload.draw(
            attention,
            Target.GFX950,
            new int[] {700, 30},
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            12);
    assertThat(EmulatedRuns.verify(spec, workload, Placement.DENSE, new CopyCheck()))
        .matches(Comparison::passed);
    assertThatThrownBy(
            () ->
                EmulatedRuns.verifyChanged(
                    spec, from, to, workload, Placement.DENSE, new CopyCheck()))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("a copy to them is on its way");
  }

  @Test
  void anArgumentOfTheWrongSize() {
    assertThatThrownBy(() -> changed("long long out_stride", "int out_stride"))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("takes 4 bytes for out_stride, not 8");
  }

  @Test
  void aLaunchWithTheStrideOfAnotherTensor() {
    BuiltKernel kernel = TestBuilder.shared().build(SPEC);
    Device device = EmulatedRuns.device(kernel);
    Workload workload = workload();
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream();
        DeviceWorkload uploaded =
            DeviceWorkload.upload(
                device, stream, workload, launcher.plan(workload.table()), Placement.PADDED)) {
      AttentionTensors wrong =
          uploaded.tensors().with(t -> t.kvPageStride(ATTENTION.pageElements()));
      launcher.launch(stream, launcher.plan(workload.table()), wrong, uploaded.workspace());
      Comparison comparison =
          Comparison.of(workload, Reference.attention(workload), uploaded.download());
      assertThat(comparison.passed()).isFalse();
    }
  }

  @Test
  void aPlanForShorterContexts() {
    BuiltKernel kernel = TestBuilder.shared().build(SPEC);
    Device device = EmulatedRuns.device(kernel);
    Workload workload = workload();
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream()) {
      Plan right = launcher.plan(workload.table());
      Plan shorter = launcher.plan(CONTEXTS.length, 2 * PARTITION);
      Plan longer = launcher.plan(CONTEXTS.length, 5 * PARTITION);
      assertThat(run(launcher, device, stream, workload, right).passed()).isTrue();
      assertThat(run(launcher, device, stream, workload, longer).passed()).isTrue();
      EmulatedRuns.assertFound(() -> run(launcher, device, stream, workload, shorter));
    }
  }

  private static Comparison run(
      AttentionLauncher launcher, Device device, Stream stream, Workload workload, Plan plan) {
    try (DeviceWorkload uploaded =
        DeviceWorkload.upload(device, stream, workload, plan, Placement.DENSE)) {
      launcher.launch(stream, plan, uploaded.tensors(), uploaded.workspace());
      return Comparison.of(workload, Reference.attention(workload), uploaded.download());
    }
  }
}
