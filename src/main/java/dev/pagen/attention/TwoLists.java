package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;
import java.util.Arrays;

/**
 * Two lists of slots for each query, of a pool each: a sequence's tokens are the entries of the
 * first, and then those of the second. What {@link PageTable} says of pages and their numbers is
 * said of the first pool's; {@link #extra} says it of the second's.
 *
 * @param own the lists of the first pool
 * @param extra those of the second, of as many queries
 */
public record TwoLists(SelectedTokens own, SelectedTokens extra) implements PageTable {
  /** Entries of a drawn list of the first pool at most: a window, as DeepSeek V4 has. */
  private static final int WINDOW = 128;

  /**
   * @throws WorkloadException if they are not of as many queries, or too long together
   */
  public TwoLists {
    if (own.sequences() != extra.sequences()) {
      throw new WorkloadException(
          "indices has %d rows, and extra_indices %d."
              .formatted(own.sequences(), extra.sequences()));
    }
    if (own.topK() > Plan.MAX_CONTEXT - extra.topK()) {
      throw new WorkloadException(
          "A query's lists have up to 2^30 entries together, not %d and %d."
              .formatted(own.topK(), extra.topK()));
    }
  }

  /** Windows of a first pool, and of a second as much as is left of {@code contexts}. */
  static TwoLists draw(AttentionSpec spec, int[] contexts, PageOrder order, long seed) {
    int[] windows = Arrays.stream(contexts).map(n -> Math.min(n, WINDOW)).toArray();
    int[] rest = Arrays.stream(contexts).map(n -> n - Math.min(n, WINDOW)).toArray();
    PageTable first = PageTable.longer(windows, spec.pageSize(), order, seed);
    PageTable second = PageTable.longer(rest, spec.extraPageSize().orElseThrow(), order, seed + 1);
    return new TwoLists(
        SelectedTokens.draw(first, windows, 0, seed),
        SelectedTokens.draw(second, rest, 0, seed + 1));
  }

  @Override
  public boolean isOf(AttentionSpec spec) {
    return spec.selectsTokens() && spec.hasExtraPool();
  }

  @Override
  public String text() {
    return "list of selected tokens of each of two pools";
  }

  @Override
  public int pageSize() {
    return own.pageSize();
  }

  @Override
  public int sequences() {
    return own.sequences();
  }

  @Override
  public int context(int s) {
    return own.context(s) + extra.context(s);
  }

  @Override
  public int[] pages() {
    return own.pages();
  }

  @Override
  public int first(int s) {
    return own.first(s);
  }

  @Override
  public int pageCount(int s) {
    return own.pageCount(s);
  }

  @Override
  public int firstLookedUp(int s, int start) {
    return own.firstLookedUp(s, start);
  }

  @Override
  public int pageOf(int i) {
    return own.pageOf(i);
  }

  @Override
  public String place(int i) {
    return own.place(i);
  }

  @Override
  public int pool(int s, int t) {
    return t < own.context(s) ? 0 : 1;
  }

  @Override
  public boolean has(int s, int head, int t) {
    int further = t - own.context(s);
    return further < 0 ? own.has(s, head, t) : extra.has(s, head, further);
  }

  @Override
  public int page(int s, int head, int t) {
    int further = t - own.context(s);
    return further < 0 ? own.page(s, head, t) : extra.page(s, head, further);
  }

  @Override
  public int slot(int s, int head, int t) {
    int further = t - own.context(s);
    return further < 0 ? own.slot(s, head, t) : extra.slot(s, head, further);
  }

  @Override
  public TwoLists withPages(int[] numbers) {
    return new TwoLists(own.withPages(numbers), extra);
  }

  /** Some queries' lists, in any order and any number of times. */
  public TwoLists of(int[] sequences) {
    return new TwoLists(own.of(sequences), extra.of(sequences));
  }

  @Override
  public TwoLists select(int[] sequences) {
    return new TwoLists(own.select(sequences), extra.select(sequences));
  }
}
