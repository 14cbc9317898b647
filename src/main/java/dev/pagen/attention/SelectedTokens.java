package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A list of slots of the pool for each query, which stands for a sequence here: query {@code s}
 * looks at the slots {@code indices[s * stride]} and following, {@code page * pageSize} and the
 * place in the page. Negative entries are none, and what stands behind the last entry that counts
 * may be anything. The arrays are not copied: not to be changed.
 *
 * @param pageSize tokens of a page
 * @param stride from one list to the next, at least {@code topK}
 * @param topK entries of a list at most
 * @param indices {@code [queries, stride]}
 * @param lengths {@code [queries]}, entries that count, 0 to {@code topK}; all do where there are
 *     none
 */
public record SelectedTokens(
    int pageSize, int stride, int topK, int[] indices, Optional<int[]> lengths)
    implements PageTable {
  /** Of so many entries one is a slot that stands elsewhere in the list. */
  private static final int ONE_IN_REPEATED = 16;

  /**
   * @throws WorkloadException if the arrays do not fit together
   */
  public SelectedTokens {
    if (pageSize < 1 || topK < 0 || stride < Math.max(1, topK) || indices.length % stride != 0) {
      throw new WorkloadException(
          "indices has %d numbers, which are no rows of %d, of which %d count."
              .formatted(indices.length, stride, topK));
    }
    if (topK > Plan.MAX_CONTEXT) {
      throw new WorkloadException("Lists have up to 2^30 entries, not %d.".formatted(topK));
    }
    int queries = indices.length / stride;
    int most = topK;
    lengths.ifPresent(
        counts -> {
          if (counts.length != queries) {
            throw new WorkloadException(
                "lengths has %d numbers; indices has %d rows.".formatted(counts.length, queries));
          }
          for (int s = 0; s < counts.length; s++) {
            if (counts[s] < 0 || counts[s] > most) {
              throw new WorkloadException(
                  "lengths[%d] is %d; lists have 0 to %d entries.".formatted(s, counts[s], most));
            }
          }
        });
  }

  /**
   * Lists of tokens of a page table's sequences, in any order, some of them twice.
   *
   * @param from the sequences, each with at least as many tokens as are chosen
   * @param chosen entries of each sequence's list
   * @param none share of the entries that are none
   */
  public static SelectedTokens draw(PageTable from, int[] chosen, double none, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int topK = Arrays.stream(chosen).max().orElse(0);
    int stride = Math.max(1, topK);
    int[] indices = new int[Math.multiplyExact(chosen.length, stride)];
    Arrays.fill(indices, -1);
    for (int s = 0; s < chosen.length; s++) {
      int[] tokens = IntStream.range(0, from.context(s)).toArray();
      for (int i = 0; i < chosen[s]; i++) {
        int other = i + random.nextInt(tokens.length - i);
        int token = tokens[other];
        tokens[other] = tokens[i];
        tokens[i] = token;
        boolean again = i > 0 && random.nextInt(ONE_IN_REPEATED) == 0;
        int entry = again ? tokens[random.nextInt(i)] : token;
        if (none == 0 || random.nextDouble() >= none) {
          indices[s * stride + i] = slot(from, s, entry);
        }
      }
    }
    boolean alike = Arrays.stream(chosen).allMatch(n -> n == topK);
    return new SelectedTokens(
        from.pageSize(),
        stride,
        topK,
        indices,
        alike ? Optional.empty() : Optional.of(chosen.clone()));
  }

  /** The slot of token {@code t} of sequence {@code s}. */
  private static int slot(PageTable table, int s, int t) {
    return Math.addExact(
        Math.multiplyExact(table.page(s, t), table.pageSize()), t % table.pageSize());
  }

  @Override
  public boolean isOf(AttentionSpec spec) {
    return spec.selectsTokens() && !spec.hasExtraPool();
  }

  @Override
  public String text() {
    return "list of selected tokens";
  }

  @Override
  public int sequences() {
    return indices.length / stride;
  }

  @Override
  public int context(int s) {
    return lengths.isPresent() ? lengths.get()[s] : topK;
  }

  @Override
  public int[] pages() {
    return indices;
  }

  @Override
  public int first(int s) {
    return s * stride;
  }

  @Override
  public int pageCount(int s) {
    return context(s);
  }

  @Override
  public int firstLookedUp(int s, int start) {
    return first(s) + start;
  }

  @Override
  public int pageOf(int i) {
    return indices[i] < 0 ? -1 : indices[i] / pageSize;
  }

  @Override
  public boolean has(int s, int head, int t) {
    return indices[first(s) + t] >= 0;
  }

  @Override
  public int page(int s, int head, int t) {
    return indices[first(s) + t] / pageSize;
  }

  @Override
  public int slot(int s, int head, int t) {
    return indices[first(s) + t] % pageSize;
  }

  @Override
  public String place(int i) {
    return "indices[%d, %d]".formatted(i / stride, i % stride);
  }

  /** The first {@code width} numbers of each list, which has as many. */
  public int[] rows(int width) {
    int[] rows = new int[sequences() * width];
    for (int s = 0; s < sequences(); s++) {
      System.arraycopy(indices, first(s), rows, s * width, width);
    }
    return rows;
  }

  @Override
  public SelectedTokens withPages(int[] numbers) {
    return new SelectedTokens(pageSize, stride, topK, numbers, lengths);
  }

  /**
   * The same lists of other pages.
   *
   * @param numbers new number of each page
   */
  public SelectedTokens renumbered(int[] numbers) {
    return withPages(
        Arrays.stream(indices)
            .map(
                slot ->
                    slot < 0 || slot / pageSize >= numbers.length
                        ? slot
                        : Math.addExact(
                            Math.multiplyExact(numbers[slot / pageSize], pageSize),
                            slot % pageSize))
            .toArray());
  }

  /** Some of the lists, in any order and any number of times. */
  public SelectedTokens of(int[] sequences) {
    int[] rows = new int[sequences.length * stride];
    int[] counts = new int[sequences.length];
    Arrays.fill(rows, -1);
    for (int i = 0; i < sequences.length; i++) {
      counts[i] = context(sequences[i]);
      System.arraycopy(indices, first(sequences[i]), rows, i * stride, counts[i]);
    }
    return new SelectedTokens(pageSize, stride, topK, rows, lengths.map(_ -> counts));
  }

  @Override
  public SelectedTokens select(int[] sequences) {
    SelectedTokens chosen = of(sequences);
    int[] used =
        Arrays.stream(chosen.indices)
            .filter(slot -> slot >= 0)
            .map(slot -> slot / pageSize)
            .distinct()
            .sorted()
            .toArray();
    int[] numbers = new int[used.length == 0 ? 0 : used[used.length - 1] + 1];
    for (int i = 0; i < used.length; i++) {
      numbers[used[i]] = i;
    }
    return chosen.renumbered(numbers);
  }
}
