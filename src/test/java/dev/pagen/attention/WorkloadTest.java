package dev.pagen.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadTest {
  private static final int[] CONTEXTS = {5, 0, 16, 33};

  @ParameterizedTest
  @EnumSource(PageOrder.class)
  void everyPageBelongsToAtMostOneSequence(PageOrder order) {
    PageTable table = PageTable.draw(CONTEXTS, 4, order, 3);
    assertThat(IntStream.range(0, 4).map(table::context).toArray()).isEqualTo(CONTEXTS);
    assertThat(Arrays.stream(table.pages()).distinct().count()).isEqualTo(2 + 0 + 4 + 9);
    assertThat(table.poolPages()).isLessThanOrEqualTo(15 + 3);
    boolean ascends =
        IntStream.range(1, 9).allMatch(i -> table.pages()[6 + i] > table.pages()[6 + i - 1]);
    assertThat(ascends).isEqualTo(order != PageOrder.SHUFFLED);
  }

  @Test
  void theSameSeedDrawsTheSameAndAnotherAnother() {
    AttentionSpec spec = AttentionSpec.of(64, 2, 1, DataType.BF16, 4, KvLayout.NHD);
    Workload first = draw(spec, 1);
    Workload same = draw(spec, 1);
    Workload other = draw(spec, 2);
    assertThat(same.query().mismatch(first.query())).isEqualTo(-1);
    assertThat(same.cache().keys().mismatch(first.cache().keys())).isEqualTo(-1);
    assertThat(other.query().mismatch(first.query())).isNotEqualTo(-1);
  }

  private static Workload draw(AttentionSpec spec, long seed) {
    return Workload.draw(
        spec, Target.GFX942, CONTEXTS, InputDistribution.NORMAL, PageOrder.SHUFFLED, seed);
  }

  @ParameterizedTest
  @EnumSource(
      value = KvLayout.class,
      names = {"NHD", "HND"})
  void whatNoKernelMayReadIsNaNAndAllElseIsNot(KvLayout layout) {
    AttentionSpec spec = AttentionSpec.of(64, 4, 2, DataType.FP16, 4, layout);
    Workload workload = draw(spec, 5);
    Set<Long> rows = new HashSet<>();
    for (int s = 0; s < CONTEXTS.length; s++) {
      for (int t = 0; t < CONTEXTS[s]; t++) {
        for (int h = 0; h < 2; h++) {
          rows.add(workload.cache().row(workload.table().page(s, t), t % 4, h));
        }
      }
    }
    assertThat(rows).hasSize(2 * (5 + 16 + 33));
    for (long row = 0; row < workload.cache().pages() * spec.pageElements(); row += 64) {
      for (int e = 0; e < 64; e++) {
        assertThat(Double.isNaN(ElementFormat.FP16.get(workload.cache().keys(), row + e)))
            .isEqualTo(!rows.contains(row));
        assertThat(Double.isNaN(ElementFormat.FP16.get(workload.cache().values(), row + e)))
            .isEqualTo(!rows.contains(row));
      }
    }
  }

  @Test
  void tablesThatContradictThemselvesAreRefused() {
    assertThatThrownBy(() -> new PageTable(4, new int[] {0, 2}, new int[] {1}, new int[] {1}))
        .hasMessageContaining("kv_page_indices has 1");
    assertThatThrownBy(() -> new PageTable(4, new int[] {0, 1}, new int[] {1}, new int[] {5}))
        .hasMessageContaining("kv_last_page_len of sequence 0 is 5");
    assertThatThrownBy(() -> new PageTable(4, new int[] {0, 1, 0}, new int[0], new int[] {1, 1}))
        .hasMessageContaining("falls after sequence 1");
    assertThatThrownBy(() -> new PageTable(4, new int[] {1, 2}, new int[2], new int[] {1}))
        .hasMessageContaining("start with 0");
  }
}
