package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.WorkloadException;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
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
    PageTable table = PageTable.draw(PageTableFormat.CSR, CONTEXTS, 4, order, 3);
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
  void whatNoKernelMayReadIsNoNumberAndAllElseIs(KvLayout layout) {
    AttentionSpec spec = AttentionSpec.of(64, 4, 2, DataType.FP16, 4, layout);
    Workload workload = draw(spec, 5);
    Set<Long> rows = new HashSet<>();
    for (int s = 0; s < CONTEXTS.length; s++) {
      for (int t = 0; t < CONTEXTS[s]; t++) {
        for (int h = 0; h < 2; h++) {
          rows.add(workload.cache().key(workload.table().page(s, t), t % 4, h, 0));
        }
      }
    }
    assertThat(rows).hasSize(2 * (5 + 16 + 33));
    boolean infinite = false;
    for (long row = 0; row < workload.cache().pages() * spec.pageElements(); row += 64) {
      // A key needs one to have a logit that is no number.
      double key = ElementFormat.FP16.get(workload.cache().keys(), row);
      assertThat(Double.isFinite(key)).isEqualTo(rows.contains(row));
      infinite |= Double.isInfinite(key);
      for (int e = 0; e < 64; e++) {
        assertThat(Double.isFinite(ElementFormat.FP16.get(workload.cache().values(), row + e)))
            .isEqualTo(rows.contains(row));
      }
    }
    assertThat(infinite).isTrue();
  }

  /** What is counted of a kernel would else depend on the seed, from half the work to all of it. */
  @Test
  void listsThatAreFullHaveNoEntryThatIsNone() {
    AttentionSpec heads = AttentionSpec.of(64, 4, 2, DataType.BF16, 4, KvLayout.NHD);
    for (Selection selection : List.of(new Selection.Tokens(), new Selection.Blocks(4))) {
      AttentionSpec spec = heads.with(of -> of.selection(selection));
      for (int seed = 0; seed < 20; seed++) {
        Workload full =
            Workload.drawFull(
                spec, Target.GFX942, CONTEXTS, InputDistribution.NORMAL, PageOrder.SHUFFLED, seed);
        PageTable table = full.table();
        for (int s = 0; s < table.sequences(); s++) {
          int query = s;
          long found = IntStream.range(0, CONTEXTS[s]).filter(t -> table.has(query, 1, t)).count();
          assertThat(found).isGreaterThan(CONTEXTS[s] - 4);
        }
      }
    }
  }

  /** Before windows, in padding, and where a sequence has no page. */
  @Test
  void theTableNamesPagesOnlyWhereTheyAreLookedUp() {
    AttentionSpec spec =
        AttentionSpec.of(64, 2, 1, DataType.BF16, 4, KvLayout.NHD)
            .withWindow(6)
            .with(changed -> changed.qLen(3));
    Workload workload = draw(spec, 7);
    CsrPageTable table = (CsrPageTable) workload.table();
    // Of 33 tokens the last eight are in reach, from the second of the page before the last two on.
    int[] lookedUp = {0, 1, 4, 5, 12, 13, 14};
    for (int i = 0; i < table.pages().length; i++) {
      int page = table.pages()[i];
      int number = i;
      assertThat(page >= 0 && page < workload.cache().pages())
          .as("%d", i)
          .isEqualTo(Arrays.stream(lookedUp).anyMatch(l -> l == number));
    }
    assertThat(table.pages()).hasSizeGreaterThan(table.indptr()[4]);
    assertThat(table.lastPageLen()[1] < 0 || table.lastPageLen()[1] > 4).isTrue();
    assertThat(table.context(1)).isZero();
  }

  @Test
  void aPageThatIsLookedUpMustBeOfTheCache() {
    AttentionSpec spec = AttentionSpec.of(64, 2, 1, DataType.BF16, 4, KvLayout.NHD).withChunk(16);
    Workload workload = draw(spec, 7);
    for (int wrong : new int[] {-1, workload.cache().pages()}) {
      // Of 33 tokens only the last is in a chunk that its query sees.
      assertThat(withPage(workload, 13, wrong).table().pages()[13]).isEqualTo(wrong);
      assertThatThrownBy(() -> withPage(workload, 14, wrong))
          .isInstanceOf(WorkloadException.class)
          .hasMessage(
              "kv_page_indices[14], of tokens that queries of sequence 3 see, is %d; the caches"
                  + " have %d pages.",
              wrong, workload.cache().pages());
    }
  }

  private static Workload withPage(Workload of, int index, int page) {
    PageTable table = of.table();
    int[] pages = table.pages().clone();
    pages[index] = page;
    return new Workload(
        of.spec(), table.withPages(pages), of.query(), of.cache(), of.heads(), of.out());
  }

  @Test
  void tablesThatContradictThemselvesAreRefused() {
    assertThatThrownBy(() -> new CsrPageTable(4, new int[] {0, 2}, new int[] {1}, new int[] {1}))
        .hasMessageContaining("kv_page_indices has 1");
    assertThatThrownBy(() -> new CsrPageTable(4, new int[] {0, 1}, new int[] {1}, new int[] {5}))
        .hasMessageContaining("kv_last_page_len of sequence 0 is 5");
    assertThatThrownBy(() -> new CsrPageTable(4, new int[] {0, 1, 0}, new int[0], new int[] {1, 1}))
        .hasMessageContaining("falls after sequence 1");
    assertThatThrownBy(() -> new CsrPageTable(4, new int[] {1, 2}, new int[2], new int[] {1}))
        .hasMessageContaining("start with 0");
  }
}
