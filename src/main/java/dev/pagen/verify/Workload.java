package dev.pagen.verify;

import dev.pagen.attention.PageOrder;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.SelectedTokens;
import dev.pagen.attention.TwoLists;
import dev.pagen.attention.WorkloadException;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Target;
import java.lang.foreign.MemorySegment;

/**
 * What a kernel is run on, in host memory.
 *
 * @param spec what is to be computed
 * @param table of the batch
 * @param tokens new tokens of each sequence
 * @param query {@code [new tokens, query heads, head size]} elements
 * @param cache keys and values
 * @param heads what query heads have besides
 * @param out how what a kernel writes is stored
 */
public record Workload(
    AttentionSpec spec,
    PageTable table,
    NewTokens tokens,
    MemorySegment query,
    KvCache cache,
    HeadTerms heads,
    OutputFormat out) {
  /**
   * @throws WorkloadException if the parts do not fit together
   */
  public Workload {
    tokens.requireFor(spec, table.sequences());
    long bytes = (long) tokens.total() * spec.queryHeads() * spec.headSize() * spec.dtype().bytes();
    if (query.byteSize() != bytes) {
      throw new WorkloadException(
          "The query of %d new tokens has %d bytes, not %d."
              .formatted(tokens.total(), bytes, query.byteSize()));
    }
    if (table.pageSize() != spec.pageSize()) {
      throw new WorkloadException(
          "The page table has pages of %d tokens, the spec of %d."
              .formatted(table.pageSize(), spec.pageSize()));
    }
    if (!table.isOf(spec)) {
      throw new WorkloadException(
          "The page table is a %s, the spec's a %s."
              .formatted(
                  table.text(),
                  spec.hasExtraPool()
                      ? "list of selected tokens of each of two pools"
                      : spec.selectsTokens()
                          ? "list of selected tokens"
                          : spec.pageTable()
                              + (spec.selects() ? " with lists of " + spec.selection() : "")));
    }
    heads.requireFor(spec);
    requireWithin(table, "", tokens, cache.pages(), spec);
    if (table instanceof TwoLists(_, SelectedTokens extra)) {
      AttentionSpec pool = spec.extraPool().orElseThrow();
      if (extra.pageSize() != pool.pageSize()) {
        throw new WorkloadException(
            "The lists of the second pool are of pages of %d tokens, the spec's of %d."
                .formatted(extra.pageSize(), pool.pageSize()));
      }
      requireWithin(extra, "extra_", tokens, cache.of(1).pages(), pool);
    }
  }

  /** One whose sequences all have {@code q_len} new tokens. */
  public Workload(
      AttentionSpec spec,
      PageTable table,
      MemorySegment query,
      KvCache cache,
      HeadTerms heads,
      OutputFormat out) {
    this(spec, table, NewTokens.uniform(table.sequences(), spec.qLen()), query, cache, heads, out);
  }

  /** Returns if all pages that are looked up are of a cache of so many pages. */
  private static void requireWithin(
      PageTable table, String prefix, NewTokens tokens, int pool, AttentionSpec spec) {
    for (int s = 0; s < table.sequences(); s++) {
      int start = spec.start(table.context(s), tokens.count(s));
      for (int i : table.lookedUp(s, start).toArray()) {
        int page = table.pageOf(i);
        if (page < 0 ? !spec.selectsTokens() : page >= pool) {
          throw new WorkloadException(
              "%s%s, of tokens that queries of sequence %d see, is %d; the caches have %d pages%s."
                  .formatted(
                      prefix,
                      table.place(i),
                      s,
                      table.pages()[i],
                      pool,
                      spec.selectsTokens() ? " of %d slots".formatted(spec.pageSize()) : ""));
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
    return new WorkloadDraw(spec, target, distribution, WorkloadDraw.SHARES_OF_NONE, seed)
        .draw(contexts, order);
  }

  /**
   * The same, but that no entry of a list is none: a kernel does as much work whatever the seed.
   *
   * @throws WorkloadException if the host has too little memory for them
   */
  public static Workload drawFull(
      AttentionSpec spec,
      Target target,
      int[] contexts,
      InputDistribution distribution,
      PageOrder order,
      long seed) {
    return new WorkloadDraw(spec, target, distribution, WorkloadDraw.NONE_OF_NONE, seed)
        .draw(contexts, order);
  }

  /** Elements of the output. */
  public long outElements() {
    return (long) tokens.total() * spec.queryHeads() * spec.valueSize();
  }

  /** Rows of query and output: a head of a new token each. */
  long rows() {
    return (long) tokens.total() * spec.queryHeads();
  }

  /** The first token that any query of sequence {@code s} sees; its end if none does. */
  int start(int s) {
    return spec.start(table.context(s), tokens.count(s));
  }
}
