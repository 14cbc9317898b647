package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Lookback;
import dev.pagen.spec.PageTableFormat;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A list of blocks for each query and KV head, with the page table that their tokens are found
 * through. Query {@code s}, which stands for a sequence here, has a row of the page table with
 * {@code sequenceQueries - 1} others; they are at its last positions. Token {@code t} of a query is
 * the {@code t % blockSize}-th of its block {@code ids[s * stride + head * headStride + t /
 * blockSize]}. Where that is negative, or the query does not see the token, there is none. The
 * arrays are not copied: not to be changed.
 *
 * @param table of the queries' sequences: a {@link CsrPageTable} or a {@link BlockTable}
 * @param lookback which tokens of its sequence a query sees
 * @param blockSize tokens of a block
 * @param topBlocks entries of a list
 * @param sequenceQueries queries that have a row of the page table
 * @param stride from one query's lists to the next one's, which stand behind all of them
 * @param headStride from one KV head's list to the next one's; 0 where all heads have the same
 * @param ids the lists of all queries
 */
public record SelectedBlocks(
    PageTable table,
    Lookback lookback,
    int blockSize,
    int topBlocks,
    int sequenceQueries,
    int stride,
    int headStride,
    int[] ids)
    implements PageTable {
  /** Of so many entries one is a block that stands elsewhere in the list. */
  private static final int ONE_IN_REPEATED = 16;

  /**
   * @throws WorkloadException if the numbers do not fit together
   */
  public SelectedBlocks {
    switch (table) {
      case CsrPageTable _, BlockTable _ -> {}
      case SelectedTokens _, TwoLists _, SelectedBlocks _ ->
          throw new WorkloadException(
              "Lists of blocks stand beside a page table, not beside a %s."
                  .formatted(table.text()));
    }
    if (blockSize < 1
        || topBlocks < 0
        || stride < topBlocks
        || headStride != 0 && headStride < topBlocks
        || sequenceQueries < 1
        || ids.length != (long) table.sequences() * sequenceQueries * stride) {
      throw new WorkloadException(
          "block_ids has %d numbers, which are no lists of %d blocks for %d queries of each of %d rows."
              .formatted(ids.length, topBlocks, sequenceQueries, table.sequences()));
    }
    if ((long) topBlocks * blockSize > Plan.MAX_CONTEXT) {
      throw new WorkloadException(
          "Lists have blocks of up to 2^30 tokens, not %d of %d.".formatted(topBlocks, blockSize));
    }
  }

  /**
   * Lists of blocks of a page table's sequences, in any order, some of them twice. The last block,
   * which may be cut, is among them more often than others.
   *
   * @param from the sequences
   * @param alike whether all KV heads have the same lists
   * @param chosen tokens of each query's blocks, if none of them is cut
   * @param none share of the entries that are none
   */
  public static SelectedBlocks draw(
      PageTable from,
      AttentionSpec spec,
      int sequenceQueries,
      boolean alike,
      int[] chosen,
      double none,
      long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = spec.blockSize().orElseThrow();
    int top = Math.ceilDiv(Arrays.stream(chosen).max().orElse(0), size);
    int lists = alike ? 1 : spec.kvHeads();
    int[] ids = new int[Math.multiplyExact(Math.multiplyExact(chosen.length, lists), top)];
    Arrays.fill(ids, -1);
    SelectedBlocks drawn =
        new SelectedBlocks(
            from, spec.lookback(), size, top, sequenceQueries, lists * top, alike ? 0 : top, ids);
    for (int s = 0; s < chosen.length; s++) {
      for (int list = 0; list < lists; list++) {
        int first = (s * lists + list) * top;
        drawn.drawList(first, drawn.blocks(s), Math.ceilDiv(chosen[s], size), none, random);
      }
    }
    return drawn;
  }

  private void drawList(int first, int all, int entries, double none, SplittableRandom random) {
    int[] blocks = IntStream.range(0, all).toArray();
    int count = Math.min(entries, all);
    for (int i = 0; i < count; i++) {
      int other = i == 0 && random.nextBoolean() ? all - 1 : i + random.nextInt(all - i);
      swap(blocks, i, other);
      boolean again = i > 0 && random.nextInt(ONE_IN_REPEATED) == 0;
      if (none == 0 || random.nextDouble() >= none) {
        ids[first + i] = blocks[again ? random.nextInt(i) : i];
      }
    }
    for (int i = entries - 1; i > 0; i--) {
      swap(ids, first + i, first + random.nextInt(i + 1));
    }
  }

  private static void swap(int[] numbers, int i, int other) {
    int number = numbers[i];
    numbers[i] = numbers[other];
    numbers[other] = number;
  }

  /** The row of the page table that query {@code s} has. */
  public int row(int s) {
    return s / sequenceQueries;
  }

  /** The token of its sequence that stands behind the last one that query {@code s} sees. */
  private int seen(int s) {
    return Math.max(0, table.context(row(s)) - (sequenceQueries - 1 - s % sequenceQueries));
  }

  /** Blocks of which query {@code s} sees something, if it looks back over all of its context. */
  public int blocks(int s) {
    return Math.ceilDiv(seen(s), blockSize);
  }

  /** Where in its sequence token {@code t} of a query's list is; negative where there is none. */
  private int position(int s, int head, int t) {
    int id = ids[s * stride + head * headStride + t / blockSize];
    if (id < 0 || id >= blocks(s)) {
      return -1;
    }
    int position = id * blockSize + t % blockSize;
    boolean sees = position < seen(s) && position >= lookback.start(seen(s) - 1);
    return sees ? position : -1;
  }

  /** The form of the page table. */
  public PageTableFormat form() {
    return table instanceof CsrPageTable ? PageTableFormat.CSR : PageTableFormat.BLOCK_TABLE;
  }

  @Override
  public boolean isOf(AttentionSpec spec) {
    return spec.blockSize().orElse(0) == blockSize
        && spec.lookback().equals(lookback)
        && spec.pageTable() == form();
  }

  @Override
  public String text() {
    return "%s with lists of blocks of %d tokens".formatted(table.text(), blockSize);
  }

  @Override
  public int pageSize() {
    return table.pageSize();
  }

  @Override
  public int sequences() {
    return table.sequences() * sequenceQueries;
  }

  @Override
  public int context(int s) {
    return topBlocks * blockSize;
  }

  @Override
  public int[] pages() {
    return table.pages();
  }

  @Override
  public int first(int s) {
    return table.first(row(s));
  }

  @Override
  public int pageCount(int s) {
    return table.pageCount(row(s));
  }

  @Override
  public IntStream lookedUp(int s, int start) {
    int heads = headStride == 0 ? 1 : stride / headStride;
    return IntStream.range(0, heads * context(s))
        .map(i -> position(s, i % heads, i / heads))
        .filter(position -> position >= 0)
        .map(position -> first(s) + position / pageSize())
        .distinct();
  }

  @Override
  public boolean has(int s, int head, int t) {
    return position(s, head, t) >= 0;
  }

  @Override
  public int page(int s, int head, int t) {
    return table.page(row(s), position(s, head, t));
  }

  @Override
  public int slot(int s, int head, int t) {
    return position(s, head, t) % pageSize();
  }

  @Override
  public String place(int i) {
    return table.place(i);
  }

  @Override
  public int poolPages() {
    return table.poolPages();
  }

  /** The lists of so many KV heads without gaps, {@code [queries, heads, top blocks]}. */
  public int[] dense(int heads) {
    int[] lists = new int[sequences() * heads * topBlocks];
    for (int i = 0; i < sequences() * heads; i++) {
      int first = i / heads * stride + i % heads * headStride;
      System.arraycopy(ids, first, lists, i * topBlocks, topBlocks);
    }
    return lists;
  }

  @Override
  public SelectedBlocks withPages(int[] numbers) {
    return with(table.withPages(numbers));
  }

  /** The same lists with another page table of the same sequences. */
  public SelectedBlocks with(PageTable other) {
    return new SelectedBlocks(
        other, lookback, blockSize, topBlocks, sequenceQueries, stride, headStride, ids);
  }

  /** Some of the queries, in any order and any number of times, each with a row of its own. */
  public SelectedBlocks of(int[] queries) {
    int[] rows = Arrays.stream(queries).map(this::row).toArray();
    BlockTable whole = BlockTable.of(CsrPageTable.of(table, rows), 0);
    int[] lengths = Arrays.stream(queries).map(this::seen).toArray();
    PageTable cut = new BlockTable(pageSize(), whole.stride(), whole.pages(), lengths).in(form());
    int[] lists = new int[Math.multiplyExact(queries.length, stride)];
    for (int i = 0; i < queries.length; i++) {
      System.arraycopy(ids, queries[i] * stride, lists, i * stride, stride);
    }
    return new SelectedBlocks(cut, lookback, blockSize, topBlocks, 1, stride, headStride, lists);
  }

  @Override
  public SelectedBlocks select(int[] sequences) {
    SelectedBlocks chosen = of(sequences);
    return chosen.with(
        chosen.table.select(IntStream.range(0, sequences.length).toArray()).in(form()));
  }
}
