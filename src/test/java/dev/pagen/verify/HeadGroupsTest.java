package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.attention.Plan;
import dev.pagen.device.Grid;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.HeadGroups;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More query heads of a KV head than a matrix instruction has columns. */
class HeadGroupsTest {
  private static final int[] CONTEXTS = {0, 300, 17, 650};

  private static AttentionSpec attention(int ratio, int kvHeads, DataType type) {
    return AttentionSpec.of(64, ratio * kvHeads, kvHeads, type, 16, KvLayout.NHD);
  }

  private static KernelSpec kernel(
      AttentionSpec attention, Target target, String reduce, String partition) {
    boolean byDies = target.xcds() > 1 && reduce.equals("kernel");
    Map<TuningParameter, String> choices =
        Map.of(
            TuningParameter.REDUCE,
            reduce,
            TuningParameter.PARTITION,
            partition,
            TuningParameter.NUMBERING,
            byDies ? "xcd" : "linear");
    return new KernelSpec(attention, new TuningChoices(choices).resolve(attention, target), target);
  }

  private static Workload draw(KernelSpec spec) {
    return Workload.draw(
        spec.attention(),
        spec.target(),
        CONTEXTS,
        InputDistribution.NORMAL,
        PageOrder.SHUFFLED,
        spec.attention().queryHeads());
  }

  @Test
  void everyHeadIsInOneGroupAndGroupsAreAsEqualAsTheyCanBe() {
    for (int ratio = 1; ratio <= 128; ratio++) {
      HeadGroups groups =
          KernelDesign.of(attention(ratio, 1, DataType.BF16), Target.GFX942).headGroups();
      int last = ratio - (groups.count() - 1) * groups.rows();
      assertThat(groups.rows()).isBetween(1, 16);
      assertThat(groups.count()).isEqualTo((ratio + 15) / 16);
      assertThat(last).as("ratio %d", ratio).isBetween(1, groups.rows());
      assertThat(groups.rows() - 1).isLessThan(ratio / groups.count() + 1);
    }
    assertThat(KernelDesign.of(attention(71, 1, DataType.BF16), Target.GFX942).headGroups())
        .isEqualTo(new HeadGroups(5, 15));
  }

  @ParameterizedTest
  @CsvSource({
    "GFX90A,17,2,BF16,last-workgroup,256",
    "GFX942,71,1,BF16,last-workgroup,256",
    "GFX942,32,2,FP16,kernel,256",
    "GFX950,71,1,FP16,kernel,0",
    "GFX950,128,1,BF16,last-workgroup,0",
    "GFX942,24,3,BF16,last-workgroup,100"
  })
  void anyRatio(
      Target target, int ratio, int kvHeads, DataType type, String reduce, String partition) {
    KernelSpec spec = kernel(attention(ratio, kvHeads, type), target, reduce, partition);
    assertThat(EmulatedRuns.verify(spec, draw(spec), Placement.PADDED, ExecutionChecks.all()))
        .matches(Comparison::passed);
  }

  @ParameterizedTest
  @CdnaTargets
  void withAllThatHeadsHave(Target target) {
    AttentionSpec all =
        attention(37, 2, DataType.BF16).withWindow(290).withAlibi().withSinks().withLse();
    KernelSpec spec = kernel(all.withSoftCap(30), target, "last-workgroup", "100");
    assertThat(EmulatedRuns.verify(spec, draw(spec), Placement.PADDED))
        .matches(Comparison::passed)
        .matches(c -> c.lseError() > 0);
  }

  @Test
  void groupsAreWorkgroupsOfTheirOwn() {
    KernelSpec spec = kernel(attention(71, 2, DataType.BF16), Target.GFX942, "kernel", "256");
    Plan plan = EmulatedRuns.plan(spec, 3, 500);
    assertThat(plan.decode()).isEqualTo(new Grid(3, 2, 10));
    assertThat(plan.reduce()).contains(new Grid(3, 142, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "min(GROUP_ROWS, GQA_RATIO - group * GROUP_ROWS) | GROUP_ROWS",
        "kv_head * GQA_RATIO + group * GROUP_ROWS | kv_head * GQA_RATIO",
        "(seq * KV_HEADS + kv_head) * GROUPS + group | (seq * KV_HEADS + kv_head) * GROUPS"
      })
  void headsOfAnotherGroupAreFound(String from, String to) {
    KernelSpec spec =
        kernel(attention(19, 2, DataType.BF16), Target.GFX942, "last-workgroup", "256");
    EmulatedRuns.assertFound(
        () -> EmulatedRuns.verifyChanged(spec, from, to, draw(spec), Placement.PADDED));
  }
}
