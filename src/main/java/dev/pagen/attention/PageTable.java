package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.PageTableFormat;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which pages hold the tokens of each sequence, as kernels read it, in one of two forms. All pages
 * of a sequence are full but its last.
 *
 * <p>Pages of which no query of the sequence sees a token, and padding, are never looked up: any
 * number may stand there.
 */
public sealed interface PageTable permits CsrPageTable, BlockTable {
  /** Pages of a drawn pool that belong to no sequence. */
  int SPARE_PAGES = 3;

  /** A table for sequences of these lengths, in a pool with a few pages to spare. */
  static PageTable draw(
      PageTableFormat format, int[] contexts, int pageSize, PageOrder order, long seed) {
    return CsrPageTable.draw(contexts, pageSize, order, seed).in(format);
  }

  /** The form that it has. */
  PageTableFormat format();

  /** Tokens of a page. */
  int pageSize();

  /** Sequences of the batch. */
  int sequences();

  /** Tokens of sequence {@code s}. */
  int context(int s);

  /** All numbers of pages, whether they are looked up or not. Not to be changed. */
  int[] pages();

  /** Where in {@link #pages} the first page of sequence {@code s} stands. */
  int first(int s);

  /** What kernels and files call number {@code i} of {@link #pages}. */
  String place(int i);

  /** The same table with other numbers of pages, as many. */
  PageTable withPages(int[] numbers);

  /** Pages of sequence {@code s}. */
  default int pageCount(int s) {
    return Math.ceilDiv(context(s), pageSize());
  }

  /** Where in {@link #pages} the pages of sequence {@code s} end. */
  default int end(int s) {
    return first(s) + pageCount(s);
  }

  /**
   * Where the first page of sequence {@code s} stands that is looked up.
   *
   * @param start the first token that a query of the sequence sees; its end if none does
   */
  default int firstLookedUp(int s, int start) {
    return start == context(s) ? end(s) : first(s) + start / pageSize();
  }

  /** The page of token {@code t} of sequence {@code s}. */
  default int page(int s, int t) {
    return pages()[first(s) + t / pageSize()];
  }

  /** Tokens of each sequence. */
  default int[] contexts() {
    return IntStream.range(0, sequences()).map(this::context).toArray();
  }

  /** The most tokens that queries see of a sequence. */
  default int maxReach(AttentionSpec spec) {
    return IntStream.range(0, sequences()).map(s -> spec.reach(context(s))).max().orElse(0);
  }

  /** Tokens of the longest sequence. */
  default int maxContext() {
    return IntStream.range(0, sequences()).map(this::context).max().orElse(0);
  }

  /** The same sequences and pages in another form. */
  default PageTable in(PageTableFormat other) {
    if (other == format()) {
      return this;
    }
    return switch (other) {
      case CSR -> CsrPageTable.of(this, IntStream.range(0, sequences()).toArray());
      case BLOCK_TABLE -> BlockTable.of(this, 0);
    };
  }

  /**
   * The table of some sequences, in a cache that holds the pages of these and no others, one after
   * another.
   */
  default PageTable select(int[] sequences) {
    CsrPageTable chosen = CsrPageTable.of(this, sequences);
    int[] consecutive = IntStream.range(0, chosen.pages().length).toArray();
    return chosen.withPages(consecutive).in(format());
  }

  /** Pages that a cache must have for this table, where all its sequences' pages are looked up. */
  default int poolPages() {
    return IntStream.range(0, sequences())
            .flatMap(s -> Arrays.stream(pages(), first(s), end(s)))
            .max()
            .orElse(-1)
        + 1;
  }
}
