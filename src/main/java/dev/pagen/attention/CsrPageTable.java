package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.PageTableFormat;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A page table in the form of a compressed sparse matrix. Sequence {@code s} has the pages {@code
 * pages[indptr[s]]} to {@code pages[indptr[s + 1] - 1]}, all full but the last, which holds {@code
 * lastPageLen[s]} tokens. The arrays are not copied: not to be changed.
 *
 * @param pageSize tokens of a page
 * @param indptr {@code [sequences + 1]}, from 0, never falling
 * @param pages {@code [indptr[sequences]]}, or more: what follows is padding, and may be anything
 * @param lastPageLen {@code [sequences]}, 1 to {@code pageSize}; any number where there is no page
 */
public record CsrPageTable(int pageSize, int[] indptr, int[] pages, int[] lastPageLen)
    implements PageTable {
  /**
   * @throws WorkloadException if the arrays do not fit together
   */
  public CsrPageTable {
    if (pageSize < 1 || indptr.length == 0 || indptr[0] != 0) {
      throw new WorkloadException("kv_indptr must have at least one number and start with 0.");
    }
    if (lastPageLen.length != indptr.length - 1) {
      throw new WorkloadException(
          "kv_last_page_len has %d numbers for the %d sequences of kv_indptr."
              .formatted(lastPageLen.length, indptr.length - 1));
    }
    for (int s = 0; s < lastPageLen.length; s++) {
      int count = indptr[s + 1] - indptr[s];
      // Compared, as the difference of two far numbers is one of the other sign.
      if (indptr[s + 1] < indptr[s]) {
        throw new WorkloadException("kv_indptr falls after sequence %d.".formatted(s));
      }
      if (count > 0 && (lastPageLen[s] < 1 || lastPageLen[s] > pageSize)) {
        throw new WorkloadException(
            "kv_last_page_len of sequence %d is %d; pages have 1 to %d tokens."
                .formatted(s, lastPageLen[s], pageSize));
      }
      if ((long) count * pageSize > Plan.MAX_CONTEXT) {
        throw new WorkloadException(
            "Sequence %d has pages for more than 2^30 tokens.".formatted(s));
      }
    }
    if (indptr[lastPageLen.length] > pages.length) {
      throw new WorkloadException(
          "kv_page_indices has %d numbers; kv_indptr ends with %d, which is more."
              .formatted(pages.length, indptr[lastPageLen.length]));
    }
  }

  static CsrPageTable draw(int[] contexts, int pageSize, PageOrder order, long seed) {
    int[] indptr = new int[contexts.length + 1];
    for (int s = 0; s < contexts.length; s++) {
      indptr[s + 1] = Math.addExact(indptr[s], Math.ceilDiv(contexts[s], pageSize));
    }
    int pool = Math.addExact(indptr[contexts.length], PageTable.SPARE_PAGES);
    return new CsrPageTable(
        pageSize,
        indptr,
        order.draw(indptr, pool, new SplittableRandom(seed)),
        Arrays.stream(contexts).map(n -> lastPageLen(n, pageSize)).toArray());
  }

  /** Some sequences of a table, in any order and any number of times, with the same pages. */
  public static CsrPageTable of(PageTable table, int[] sequences) {
    int[] indptr = new int[sequences.length + 1];
    int[] lastPageLen = new int[sequences.length];
    for (int i = 0; i < sequences.length; i++) {
      indptr[i + 1] = Math.addExact(indptr[i], table.pageCount(sequences[i]));
      lastPageLen[i] = lastPageLen(table.context(sequences[i]), table.pageSize());
    }
    int[] pages = new int[indptr[sequences.length]];
    for (int i = 0; i < sequences.length; i++) {
      int count = indptr[i + 1] - indptr[i];
      System.arraycopy(table.pages(), table.first(sequences[i]), pages, indptr[i], count);
    }
    return new CsrPageTable(table.pageSize(), indptr, pages, lastPageLen);
  }

  private static int lastPageLen(int context, int pageSize) {
    return context == 0 ? 0 : (context - 1) % pageSize + 1;
  }

  @Override
  public boolean isOf(AttentionSpec spec) {
    return !spec.selects() && spec.pageTable() == PageTableFormat.CSR;
  }

  @Override
  public String text() {
    return PageTableFormat.CSR.toString();
  }

  @Override
  public int sequences() {
    return lastPageLen.length;
  }

  @Override
  public int context(int s) {
    int count = indptr[s + 1] - indptr[s];
    return count == 0 ? 0 : (count - 1) * pageSize + lastPageLen[s];
  }

  @Override
  public int first(int s) {
    return indptr[s];
  }

  @Override
  public String place(int i) {
    return "kv_page_indices[%d]".formatted(i);
  }

  @Override
  public CsrPageTable withPages(int[] numbers) {
    return new CsrPageTable(pageSize, indptr, numbers, lastPageLen);
  }

  @Override
  public CsrPageTable select(int[] sequences) {
    CsrPageTable chosen = of(this, sequences);
    return chosen.withPages(IntStream.range(0, chosen.pages.length).toArray());
  }
}
