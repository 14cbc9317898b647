package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which pages hold the tokens of each sequence, as kernels read it. Sequence {@code s} has the
 * pages {@code pages[indptr[s]]} to {@code pages[indptr[s + 1] - 1]}, all full but the last, which
 * holds {@code lastPageLen[s]} tokens. The arrays are not copied: not to be changed.
 *
 * <p>Pages of which no query of the sequence sees a token, and the padding behind the last
 * sequence's, are never looked up: any number may stand there.
 *
 * @param pageSize tokens of a page
 * @param indptr {@code [sequences + 1]}, from 0, never falling
 * @param pages {@code [indptr[sequences]]}, or more: what follows is padding
 * @param lastPageLen {@code [sequences]}, 1 to {@code pageSize}; any number where there is no page
 */
public record PageTable(int pageSize, int[] indptr, int[] pages, int[] lastPageLen) {
  /** Pages of a drawn pool that belong to no sequence. */
  public static final int SPARE_PAGES = 3;

  /**
   * @throws WorkloadException if the arrays do not fit together
   */
  public PageTable {
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

  /** A table for sequences of these lengths, in a pool with a few pages to spare. */
  public static PageTable draw(int[] contexts, int pageSize, PageOrder order, long seed) {
    int[] indptr = new int[contexts.length + 1];
    for (int s = 0; s < contexts.length; s++) {
      indptr[s + 1] = Math.addExact(indptr[s], Math.ceilDiv(contexts[s], pageSize));
    }
    int pool = Math.addExact(indptr[contexts.length], SPARE_PAGES);
    return new PageTable(
        pageSize,
        indptr,
        order.draw(indptr, pool, new SplittableRandom(seed)),
        Arrays.stream(contexts).map(n -> n == 0 ? 0 : (n - 1) % pageSize + 1).toArray());
  }

  /** Sequences of the batch. */
  public int sequences() {
    return lastPageLen.length;
  }

  /** Tokens of sequence {@code s}. */
  public int context(int s) {
    int count = indptr[s + 1] - indptr[s];
    return count == 0 ? 0 : (count - 1) * pageSize + lastPageLen[s];
  }

  /** Where the first page of sequence {@code s} that its queries see a token of stands. */
  public int firstLookedUp(int s, AttentionSpec spec) {
    return indptr[s] + spec.start(context(s)) / pageSize;
  }

  /** Tokens of each sequence. */
  int[] contexts() {
    return IntStream.range(0, sequences()).map(this::context).toArray();
  }

  /** The most tokens that queries see of a sequence. */
  public int maxReach(AttentionSpec spec) {
    return IntStream.range(0, sequences()).map(s -> spec.reach(context(s))).max().orElse(0);
  }

  /** Tokens of the longest sequence. */
  public int maxContext() {
    return IntStream.range(0, sequences()).map(this::context).max().orElse(0);
  }

  /** The page of token {@code t} of sequence {@code s}. */
  public int page(int s, int t) {
    return pages[indptr[s] + t / pageSize];
  }

  /**
   * The table of some sequences, in a cache that holds the pages of these and no others, one after
   * another.
   */
  public PageTable select(int[] sequences) {
    int[] starts = new int[sequences.length + 1];
    for (int i = 0; i < sequences.length; i++) {
      starts[i + 1] = starts[i] + indptr[sequences[i] + 1] - indptr[sequences[i]];
    }
    return new PageTable(
        pageSize,
        starts,
        IntStream.range(0, starts[sequences.length]).toArray(),
        Arrays.stream(sequences).map(s -> lastPageLen[s]).toArray());
  }

  /** Pages that a cache must have for this table, where all its sequences' pages are looked up. */
  public int poolPages() {
    return Arrays.stream(pages, 0, indptr[sequences()]).max().orElse(-1) + 1;
  }
}
