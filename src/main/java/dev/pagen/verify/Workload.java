package dev.pagen.verify;

import dev.pagen.attention.PageOrder;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.WorkloadException;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Target;
import java.lang.foreign.MemorySegment;

/**
 * What a kernel is run on, in host memory.
 *
 * @param spec what is to be computed
 * @param table of the batch
 * @param query {@code [sequences, q_len, query heads, head size]} elements
 * @param cache keys and values
 * @param heads what query heads have besides
 * @param out how what a kernel writes is stored
 */
public record Workload(
    AttentionSpec spec,
    PageTable table,
    MemorySegment query,
    KvCache cache,
    HeadTerms heads,
    OutputFormat out) {
  /**
   * @throws WorkloadException if the parts do not fit together
   */
  public Workload {
    long bytes = (long) table.sequences() * spec.queryElements() * spec.dtype().bytes();
    if (query.byteSize() != bytes) {
      throw new WorkloadException(
          "The query of %d sequences has %d bytes, not %d."
              .formatted(table.sequences(), bytes, query.byteSize()));
    }
    if (table.pageSize() != spec.pageSize()) {
      throw new WorkloadException(
          "The page table has pages of %d tokens, the spec of %d."
              .formatted(table.pageSize(), spec.pageSize()));
    }
    if (table.format() != spec.pageTable()) {
      throw new WorkloadException(
          "The page table is a %s, the spec's a %s.".formatted(table.format(), spec.pageTable()));
    }
    heads.requireFor(spec);
    requireWithin(table, cache.pages(), spec);
  }

  /** Returns if all pages that are looked up are of a cache of so many pages. */
  private static void requireWithin(PageTable table, int pool, AttentionSpec spec) {
    int[] pages = table.pages();
    for (int s = 0; s < table.sequences(); s++) {
      for (int i = table.firstLookedUp(s, spec); i < table.end(s); i++) {
        if (pages[i] < 0 || pages[i] >= pool) {
          throw new WorkloadException(
              "%s, of tokens that queries of sequence %d see, is %d; the caches have %d pages."
                  .formatted(table.place(i), s, pages[i], pool));
        }
      }
    }
  }

  /**
   * Random inputs, the same for the same arguments. What no kernel may look at (pages of no
   * sequence, the rest of last pages, tokens that no query sees) is no number: {@link
   * ElementFormat#poison}, or infinite. Where no page may be looked up, the page table has numbers
   * that are no page's.
   *
   * @param target whose 8-bit floats a KV cache of these has
   * @param contexts tokens of each sequence, at least 0
   * @throws WorkloadException if the host has too little memory for them
   */
  public static Workload draw(
      AttentionSpec spec,
      Target target,
      int[] contexts,
      InputDistribution distribution,
      PageOrder order,
      long seed) {
    return new WorkloadDraw(spec, target, distribution, seed).draw(contexts, order);
  }

  /** Elements of the output. */
  public long outElements() {
    return (long) table.sequences() * spec.outElements();
  }
}
