package dev.pagen.verify;

import dev.pagen.attention.WorkloadException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The pages of a pool in device memory that the pages of a {@link KvCache} are, so that a few pages
 * in host memory can lie all over a pool far larger. The rest of the pool is {@link
 * ElementFormat#poison}.
 *
 * @param pages of the pool
 * @param places {@code [pages of the cache]}, each another page of the pool; not to be changed
 */
public record Pool(int pages, int[] places) {
  /** Sizes at which offsets in bytes outgrow an int, an unsigned int and their multiples. */
  private static final long FIRST_BOUNDARY = 1L << 31;

  /** Page numbers at which they outgrow 16 bits, signed and not. */
  private static final int[] NARROW_NUMBERS = {1 << 16, 1 << 15};

  /**
   * @throws WorkloadException if the pool has not as many pages
   */
  public Pool {
    if (places.length > pages) {
      throw new WorkloadException(
          "A pool of %d pages is too small: this batch takes one of at least %d."
              .formatted(pages, places.length));
    }
  }

  /** A pool that has the cache's pages and no others. */
  public static Pool of(KvCache cache) {
    return new Pool(cache.pages(), IntStream.range(0, cache.pages()).toArray());
  }

  /**
   * A pool of {@code pages} pages for a workload. Its pages lie at random, but in their order; they
   * are the last of the pool first, then those on either side of where an offset in bytes or a
   * page's number outgrows an integer, as far as there are pages for these.
   *
   * @param pages of the pool
   * @param pageBytes from one page to the next
   * @throws WorkloadException if these are fewer than the workload's
   */
  public static Pool scattered(Workload workload, int pages, long pageBytes, long seed) {
    int count = workload.cache().pages();
    Pool first = new Pool(pages, IntStream.range(0, count).toArray());
    int[] used =
        IntStream.range(0, workload.table().pages().length)
            .map(workload.table()::pageOf)
            .filter(page -> page >= 0 && page < count)
            .distinct()
            .toArray();
    int[] drawn = draw(count, pages, pageBytes, new SplittableRandom(seed ^ 0x900_1));
    place(first.places, used, Arrays.copyOf(drawn, used.length));
    BitSet rest = new BitSet();
    rest.set(0, count);
    Arrays.stream(used).forEach(rest::clear);
    place(first.places, rest.stream().toArray(), Arrays.copyOfRange(drawn, used.length, count));
    return first;
  }

  /** Gives some of a cache's pages their places, smaller ones to smaller numbers. */
  private static void place(int[] places, int[] some, int[] drawn) {
    Arrays.sort(some);
    Arrays.sort(drawn);
    for (int i = 0; i < some.length; i++) {
      places[some[i]] = drawn[i];
    }
  }

  private static int[] draw(int count, int pages, long pageBytes, SplittableRandom random) {
    Set<Integer> drawn = new LinkedHashSet<>();
    if (pages > 0) {
      drawn.add(pages - 1);
    }
    long last = pages * pageBytes - 1;
    for (long at = Long.highestOneBit(Math.max(last, 1)); at >= FIRST_BOUNDARY; at /= 2) {
      add(drawn, at / pageBytes, pages);
      add(drawn, (at - 1) / pageBytes, pages);
      add(drawn, Math.ceilDiv(at, pageBytes), pages);
    }
    for (int number : NARROW_NUMBERS) {
      add(drawn, number, pages);
      add(drawn, number - 1, pages);
    }
    while (drawn.size() < count) {
      drawn.add(random.nextInt(pages));
    }
    return drawn.stream().limit(count).mapToInt(Integer::intValue).toArray();
  }

  private static void add(Set<Integer> drawn, long page, int pages) {
    if (page < pages) {
      drawn.add((int) page);
    }
  }

  /** What pages of a cache are called here; a number that is no page's is left as it is. */
  int[] renumber(int[] cachePages) {
    return Arrays.stream(cachePages)
        .map(page -> page >= 0 && page < places.length ? places[page] : page)
        .toArray();
  }

  /** Pages {@code first} to {@code first + count - 1} of a cache, which lie side by side here. */
  @FunctionalInterface
  interface Run {
    void accept(int first, int place, int count);
  }

  /** Goes through all pages of the cache, as many at once as lie side by side. */
  void forEachRun(Run run) {
    int first = 0;
    for (int page = 1; page <= places.length; page++) {
      if (page == places.length || places[page] != places[page - 1] + 1) {
        run.accept(first, places[first], page - first);
        first = page;
      }
    }
  }
}
