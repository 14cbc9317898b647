package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.PageTableFormat;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A page table with a row for each sequence. Sequence {@code s} has {@code seqLens[s]} tokens, in
 * the pages {@code pages[s * stride]} and following; what stands behind its last page may be
 * anything. The arrays are not copied: not to be changed.
 *
 * @param pageSize tokens of a page
 * @param stride from one row to the next, at least the pages of the longest sequence
 * @param pages {@code [sequences, stride]}
 * @param seqLens {@code [sequences]}, at least 0
 */
public record BlockTable(int pageSize, int stride, int[] pages, int[] seqLens)
    implements PageTable {
  /**
   * @throws WorkloadException if the arrays do not fit together
   */
  public BlockTable {
    if (pageSize < 1 || stride < 0 || pages.length != (long) seqLens.length * stride) {
      throw new WorkloadException(
          "block_table has %d numbers, which are no %d rows of %d; seq_lens has %d."
              .formatted(pages.length, seqLens.length, stride, seqLens.length));
    }
    for (int s = 0; s < seqLens.length; s++) {
      if (seqLens[s] < 0 || seqLens[s] > Plan.MAX_CONTEXT) {
        throw new WorkloadException(
            "seq_lens[%d] is %d; sequences have 0 to 2^30 tokens.".formatted(s, seqLens[s]));
      }
      if (Math.ceilDiv(seqLens[s], pageSize) > stride) {
        throw new WorkloadException(
            "seq_lens[%d] is %d tokens, in pages of %d; a row of block_table has %d."
                .formatted(s, seqLens[s], pageSize, stride));
      }
    }
  }

  /**
   * The same sequences and pages in rows, -1 wherever there is no page.
   *
   * @param padding numbers behind the last page of the sequence that has the most
   */
  public static BlockTable of(PageTable table, int padding) {
    int stride = Math.ceilDiv(table.maxContext(), table.pageSize()) + padding;
    int[] pages = new int[Math.multiplyExact(table.sequences(), stride)];
    int[] seqLens = new int[table.sequences()];
    Arrays.fill(pages, -1);
    for (int s = 0; s < seqLens.length; s++) {
      seqLens[s] = table.context(s);
      System.arraycopy(table.pages(), table.first(s), pages, s * stride, table.pageCount(s));
    }
    return new BlockTable(table.pageSize(), stride, pages, seqLens);
  }

  @Override
  public boolean isOf(AttentionSpec spec) {
    return !spec.selects() && spec.pageTable() == PageTableFormat.BLOCK_TABLE;
  }

  @Override
  public String text() {
    return PageTableFormat.BLOCK_TABLE.toString();
  }

  @Override
  public int sequences() {
    return seqLens.length;
  }

  @Override
  public int context(int s) {
    return seqLens[s];
  }

  @Override
  public int first(int s) {
    return s * stride;
  }

  @Override
  public String place(int i) {
    return "block_table[%d, %d]".formatted(i / stride, i % stride);
  }

  @Override
  public BlockTable withPages(int[] numbers) {
    return new BlockTable(pageSize, stride, numbers, seqLens);
  }

  @Override
  public BlockTable select(int[] sequences) {
    int[] all = IntStream.range(0, sequences.length).toArray();
    return of(CsrPageTable.of(this, sequences).select(all), 0);
  }
}
