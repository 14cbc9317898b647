package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.Plan;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.device.Stream;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** With {@code partition=invariant} a sequence's result has the same bits in every batch. */
class BatchInvarianceTest {
  private static final AttentionSpec ATTENTION =
      AttentionSpec.of(64, 4, 1, DataType.BF16, 16, KvLayout.NHD);

  /** All sequences; the first, of three partitions, is the one that is watched. */
  private static final int[] CONTEXTS = {1100, 1, 0, 600, 40, 513};

  /** Batches of them, and how much longer than the longest the plan is for. */
  private static final Map<List<Integer>, Integer> BATCHES =
      Map.of(
          List.of(0), 0,
          List.of(0, 1, 2), 3000,
          List.of(3, 4, 0), 0,
          List.of(5, 3, 0, 1, 4, 2, 0), 700);

  private static KernelSpec kernel(
      Target target, String partition, String schedule, String reduce) {
    Map<TuningParameter, String> choices =
        Map.of(
            TuningParameter.PARTITION,
            partition,
            TuningParameter.SCHEDULE,
            schedule,
            TuningParameter.REDUCE,
            reduce);
    return new KernelSpec(ATTENTION, new TuningChoices(choices).resolve(ATTENTION, target), target);
  }

  /** The output rows of sequence 0, wherever it stands in the batches. */
  private static Set<List<Byte>> results(KernelSpec spec) {
    BuiltKernel kernel = TestBuilder.shared().build(spec);
    Device device = EmulatedRuns.device(kernel);
    Workload all =
        Workload.draw(
            ATTENTION,
            spec.target(),
            CONTEXTS,
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            20261123);
    Set<List<Byte>> results = new HashSet<>();
    try (AttentionLauncher launcher = AttentionLauncher.load(device, kernel);
        Stream stream = device.createStream()) {
      BATCHES.forEach(
          (sequences, longer) -> {
            Workload batch = Batches.of(all, sequences);
            Plan plan = launcher.plan(sequences.size(), batch.table().maxContext() + longer);
            try (DeviceWorkload uploaded =
                DeviceWorkload.upload(device, stream, batch, plan, Placement.DENSE)) {
              launcher.launch(stream, plan, uploaded.tensors(), uploaded.workspace());
              byte[] out = uploaded.download().elements().toArray(ValueLayout.JAVA_BYTE);
              results.addAll(Batches.rows(out, sequences, 0));
            }
          });
    }
    return results;
  }

  @ParameterizedTest
  @CdnaTargets
  void everyBatchScheduleAndReduceGivesTheSameBits(Target target) {
    Set<List<Byte>> results = new HashSet<>();
    for (String schedule : List.of("grid", "list")) {
      for (String reduce : List.of("last-workgroup", "kernel")) {
        results.addAll(results(kernel(target, "invariant", schedule, reduce)));
      }
    }
    assertThat(results).hasSize(1);
  }

  /** Else the test above would show nothing. */
  @Test
  void otherPartitionsGiveOtherBits() {
    Set<List<Byte>> results = results(kernel(Target.GFX942, "256", "grid", "kernel"));
    results.addAll(results(kernel(Target.GFX942, "512", "grid", "kernel")));
    assertThat(results).hasSize(2);
  }

  @Test
  void thePartitionFollowsFromTheSpecAlone() {
    for (Target target : Target.values()) {
      assertThat(partition(AttentionSpec.of(128, 6, 1, DataType.BF16, 1, KvLayout.NHD), target))
          .isEqualTo(1024);
      assertThat(partition(AttentionSpec.of(128, 2, 2, DataType.BF16, 64, KvLayout.NHD), target))
          .isEqualTo(512);
      assertThat(partition(AttentionSpec.of(256, 16, 1, DataType.FP16, 16, KvLayout.HND), target))
          .isEqualTo(2048);
    }
  }

  private static int partition(AttentionSpec attention, Target target) {
    return new TuningChoices(Map.of(TuningParameter.PARTITION, TuningChoices.INVARIANT))
        .resolve(attention, target)
        .partition();
  }
}
