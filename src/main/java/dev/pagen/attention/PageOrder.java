package dev.pagen.attention;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Where in the pool the pages of sequences lie. */
public enum PageOrder {
  /** One after another, sequence by sequence: a cache as good as not paged. */
  SEQUENTIAL,
  /** Anywhere in the pool, but ascending within each sequence. */
  ASCENDING,
  /** Anywhere in the pool. */
  SHUFFLED;

  /**
   * Page indices for all sequences, one after another.
   *
   * @param indptr where each sequence's begin, and the end
   * @param pool pages there are, at least as many as are asked for
   */
  int[] draw(int[] indptr, int pool, RandomGenerator random) {
    int[] pages = IntStream.range(0, pool).toArray();
    int used = indptr[indptr.length - 1];
    if (this == SEQUENTIAL) {
      return Arrays.copyOf(pages, used);
    }
    for (int i = pool - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = pages[i];
      pages[i] = pages[j];
      pages[j] = swap;
    }
    if (this == ASCENDING) {
      for (int s = 0; s + 1 < indptr.length; s++) {
        Arrays.sort(pages, indptr[s], indptr[s + 1]);
      }
    }
    return Arrays.copyOf(pages, used);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
