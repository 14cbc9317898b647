package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.PageTableFormat;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which pages hold the tokens of each sequence, as kernels read it, in one of two forms, in which
 * all pages of a sequence are full but its last; or a list of tokens for each query, or two of two
 * pools, or one of these forms with lists of blocks.
 *
 * <p>Pages of which no query of the sequence sees a token, and padding, are never looked up: any
 * number may stand there.
 */
public sealed interface PageTable
    permits CsrPageTable, BlockTable, SelectedTokens, TwoLists, SelectedBlocks {
  /** Pages of a drawn pool that belong to no sequence. */
  int SPARE_PAGES = 3;

  /** Tokens of a drawn sequence that are not chosen, at least. */
  int SPARE_TOKENS = 7;

  /** A table for sequences of these lengths, in a pool with a few pages to spare. */
  static PageTable draw(
      PageTableFormat format, int[] contexts, int pageSize, PageOrder order, long seed) {
    CsrPageTable table = CsrPageTable.draw(contexts, pageSize, order, seed);
    return format == PageTableFormat.CSR ? table : BlockTable.of(table, 0);
  }

  /**
   * What a query of the spec looks at, for sequences of these lengths: a table in its form, or
   * lists of tokens or blocks of sequences that are longer, by a quarter and a few tokens.
   */
  static PageTable draw(AttentionSpec spec, int[] contexts, PageOrder order, long seed) {
    if (!spec.selects()) {
      return draw(spec.pageTable(), contexts, spec.pageSize(), order, seed);
    }
    if (spec.hasExtraPool()) {
      return TwoLists.draw(spec, contexts, order, seed);
    }
    PageTable whole = longer(contexts, spec.pageSize(), order, seed);
    return spec.selectsTokens()
        ? SelectedTokens.draw(whole, contexts, 0, seed)
        : SelectedBlocks.draw(whole.in(spec.pageTable()), spec, 1, false, contexts, 0, seed);
  }

  /** A table for the sequences that so many tokens of each are chosen of. */
  static PageTable longer(int[] chosen, int pageSize, PageOrder order, long seed) {
    int[] contexts = Arrays.stream(chosen).map(n -> n + n / 4 + SPARE_TOKENS).toArray();
    return draw(PageTableFormat.CSR, contexts, pageSize, order, seed);
  }

  /** Whether kernels for the spec read it. */
  boolean isOf(AttentionSpec spec);

  /** What it is called. */
  String text();

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

  /** The page that number {@code i} of {@link #pages} says; negative for none. */
  default int pageOf(int i) {
    return pages()[i];
  }

  /**
   * Where in {@link #pages} the pages of sequence {@code s} stand that are looked up.
   *
   * @param start the first token that a query of the sequence sees
   */
  default IntStream lookedUp(int s, int start) {
    return IntStream.range(firstLookedUp(s, start), end(s));
  }

  /**
   * Whether there is a token {@code t} of sequence {@code s} for a KV head: an entry of a list may
   * be none.
   */
  default boolean has(int s, int head, int t) {
    return true;
  }

  /** Which of two pools has token {@code t} of sequence {@code s}: 0, or 1 for the second. */
  default int pool(int s, int t) {
    return 0;
  }

  /** The page of token {@code t} of sequence {@code s} for a KV head. */
  default int page(int s, int head, int t) {
    return pages()[first(s) + t / pageSize()];
  }

  /** The place of token {@code t} of sequence {@code s} in its page, for a KV head. */
  default int slot(int s, int head, int t) {
    return t % pageSize();
  }

  /** The page of token {@code t} of sequence {@code s}, where all KV heads have the same tokens. */
  default int page(int s, int t) {
    return page(s, 0, t);
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

  /** The same sequences and pages in another form; lists of tokens have none. */
  default PageTable in(PageTableFormat other) {
    return switch (other) {
      case CSR ->
          this instanceof CsrPageTable
              ? this
              : CsrPageTable.of(this, IntStream.range(0, sequences()).toArray());
      case BLOCK_TABLE -> this instanceof BlockTable ? this : BlockTable.of(this, 0);
    };
  }

  /**
   * The table of some sequences, in a cache that holds the pages of these and no others, one after
   * another.
   */
  PageTable select(int[] sequences);

  /** Pages that a cache must have for this table, where all its sequences' pages are looked up. */
  default int poolPages() {
    return IntStream.range(0, sequences())
            .flatMap(s -> IntStream.range(first(s), end(s)))
            .map(this::pageOf)
            .max()
            .orElse(-1)
        + 1;
  }
}
