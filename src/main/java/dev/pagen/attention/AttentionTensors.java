package dev.pagen.attention;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;

import dev.pagen.kernel.Argument;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Device memory that a launch reads and writes: plain addresses, owned by the caller. Strides count
 * elements.
 *
 * <pre>{@code
 * AttentionTensors tensors =
 *     AttentionTensors.of(spec)
 *         .query(query)
 *         .keyCache(keys)
 *         .valueCache(values)
 *         .kvIndptr(indptr)
 *         .kvPageIndices(pages)
 *         .kvLastPageLen(lastPageLen)
 *         .out(out)
 *         .build();
 * }</pre>
 */
public final class AttentionTensors {
  private final AttentionSpec spec;
  private final Map<Argument, Long> values;

  private AttentionTensors(AttentionSpec spec, Map<Argument, Long> given) {
    this.spec = spec;
    this.values = new EnumMap<>(given);
  }

  /** Starts on the tensors of a spec's kernels; where no strides are given there are no gaps. */
  public static Builder of(AttentionSpec spec) {
    return new Builder(spec);
  }

  /**
   * These tensors with some of them changed.
   *
   * @throws LaunchException as {@link Builder#build}
   */
  public AttentionTensors with(UnaryOperator<Builder> change) {
    Builder builder = new Builder(spec);
    for (Argument argument : Argument.values()) {
      builder.given.put(argument, get(argument));
    }
    return change.apply(builder).build();
  }

  /** An address or a stride; 0 for what the spec has not. */
  long get(Argument argument) {
    return values.getOrDefault(argument, 0L);
  }

  /** {@link Builder#query} */
  public long query() {
    return get(Argument.QUERY);
  }

  /** {@link Builder#queryStartLoc} */
  public long queryStartLoc() {
    return get(Argument.QUERY_START_LOC);
  }

  /** {@link Builder#keyCache} */
  public long keyCache() {
    return get(Argument.KEY_CACHE);
  }

  /** {@link Builder#valueCache} */
  public long valueCache() {
    return get(Argument.VALUE_CACHE);
  }

  /** {@link Builder#kvIndptr} */
  public long kvIndptr() {
    return get(Argument.KV_INDPTR);
  }

  /** {@link Builder#kvPageIndices} */
  public long kvPageIndices() {
    return get(Argument.KV_PAGE_INDICES);
  }

  /** {@link Builder#kvLastPageLen} */
  public long kvLastPageLen() {
    return get(Argument.KV_LAST_PAGE_LEN);
  }

  /** {@link Builder#blockTable} */
  public long blockTable() {
    return get(Argument.BLOCK_TABLE);
  }

  /** {@link Builder#seqLens} */
  public long seqLens() {
    return get(Argument.SEQ_LENS);
  }

  /** {@link Builder#indices} */
  public long indices() {
    return get(Argument.INDICES);
  }

  /** {@link Builder#lengths} */
  public long lengths() {
    return get(Argument.LENGTHS);
  }

  /** {@link Builder#extraKeyCache} */
  public long extraKeyCache() {
    return get(Argument.EXTRA_KEY_CACHE);
  }

  /** {@link Builder#extraIndices} */
  public long extraIndices() {
    return get(Argument.EXTRA_INDICES);
  }

  /** {@link Builder#extraLengths} */
  public long extraLengths() {
    return get(Argument.EXTRA_LENGTHS);
  }

  /** {@link Builder#blockIds} */
  public long blockIds() {
    return get(Argument.BLOCK_IDS);
  }

  /** {@link Builder#out} */
  public long out() {
    return get(Argument.OUT);
  }

  /** {@link Builder#lse} */
  public long lse() {
    return get(Argument.LSE);
  }

  /** {@link Builder#sinks} */
  public long sinks() {
    return get(Argument.SINKS);
  }

  /**
   * Returns if a kernel can have both page strides.
   *
   * @throws LaunchException if it takes one for keys and values, and they have two
   */
  void requireOnePageStride(AttentionSpec spec) {
    if (spec.sharesOffsets() && spec.hasValueCache() && keyPageStride() != valuePageStride()) {
      throw new LaunchException(
          "Pages of keys are %d elements apart and pages of values %d; a kernel without KV strides takes one page stride for both."
              .formatted(keyPageStride(), valuePageStride()));
    }
  }

  /** {@link Builder#keyPageStride} */
  public long keyPageStride() {
    return get(Argument.K_PAGE_STRIDE);
  }

  /** {@link Builder#valuePageStride} */
  public long valuePageStride() {
    return get(Argument.V_PAGE_STRIDE);
  }

  /** Collects tensors by their names. An address is null where the spec has no such tensor. */
  public static final class Builder {
    /** What only some specs have. */
    private static final Map<Argument, Predicate<AttentionSpec>> OPTIONAL =
        Map.ofEntries(
            entry(Argument.VALUE_CACHE, AttentionSpec::hasValueCache),
            entry(Argument.QUERY_START_LOC, spec -> spec.queryLens() == QueryLens.RAGGED),
            entry(Argument.KV_INDPTR, spec -> has(spec, PageTableFormat.CSR)),
            entry(Argument.KV_PAGE_INDICES, spec -> has(spec, PageTableFormat.CSR)),
            entry(Argument.KV_LAST_PAGE_LEN, spec -> has(spec, PageTableFormat.CSR)),
            entry(Argument.BLOCK_TABLE, spec -> has(spec, PageTableFormat.BLOCK_TABLE)),
            entry(Argument.BLOCK_TABLE_STRIDE, spec -> has(spec, PageTableFormat.BLOCK_TABLE)),
            entry(Argument.SEQ_LENS, spec -> has(spec, PageTableFormat.BLOCK_TABLE)),
            entry(Argument.INDICES, AttentionSpec::selectsTokens),
            entry(Argument.INDICES_STRIDE, AttentionSpec::selectsTokens),
            entry(Argument.TOP_K, AttentionSpec::selectsTokens),
            entry(Argument.LENGTHS, AttentionSpec::selectsTokens),
            entry(Argument.EXTRA_KEY_CACHE, AttentionSpec::hasExtraPool),
            entry(Argument.EXTRA_PAGE_STRIDE, AttentionSpec::hasExtraPool),
            entry(Argument.EXTRA_INDICES, AttentionSpec::hasExtraPool),
            entry(Argument.EXTRA_INDICES_STRIDE, AttentionSpec::hasExtraPool),
            entry(Argument.EXTRA_TOP_K, AttentionSpec::hasExtraPool),
            entry(Argument.EXTRA_LENGTHS, AttentionSpec::hasExtraPool),
            entry(Argument.BLOCK_IDS, Builder::selectsBlocks),
            entry(Argument.BLOCK_IDS_STRIDE, Builder::selectsBlocks),
            entry(Argument.BLOCK_IDS_HEAD_STRIDE, Builder::selectsBlocks),
            entry(Argument.TOP_BLOCKS, Builder::selectsBlocks),
            entry(Argument.SEQUENCE_QUERIES, Builder::selectsBlocks),
            entry(Argument.ALIBI_SLOPES, AttentionSpec::alibi),
            entry(Argument.SINKS, AttentionSpec::sinks),
            entry(Argument.LSE, spec -> spec.lse() != LogSumExp.NONE),
            entry(Argument.OUT_SCALE, AttentionSpec::scalesOutput),
            entry(Argument.K_SCALE, AttentionSpec::scalesKeys),
            entry(Argument.V_SCALE, AttentionSpec::scalesValues));

    private final AttentionSpec spec;
    private final Map<Argument, Long> given = new EnumMap<>(Argument.class);

    private static boolean has(AttentionSpec spec, PageTableFormat form) {
      return !spec.selectsTokens() && spec.pageTable() == form;
    }

    private static boolean selectsBlocks(AttentionSpec spec) {
      return spec.blockSize().isPresent();
    }

    private Builder(AttentionSpec spec) {
      this.spec = spec;
      given.put(Argument.QUERY_STRIDE, (long) spec.queryElements());
      given.put(Argument.OUT_STRIDE, (long) spec.outElements());
      if (spec.selectsTokens()) {
        lengths(0);
      }
      spec.extraPool().ifPresent(pool -> extraPageStride(pool.pageElements()).extraLengths(0));
      if (selectsBlocks(spec)) {
        sequenceQueries(1);
      }
      if (spec.kvStrides().isEmpty()) {
        keyPageStride(spec.pageElements());
        valuePageStride(spec.hasValueCache() ? spec.valuePageElements() : spec.pageElements());
      }
    }

    /**
     * {@code [sequences, query heads, head size]}, 16-byte aligned; with ragged queries {@code [new
     * tokens, query heads, head size]}.
     */
    public Builder query(long address) {
      return put(Argument.QUERY, address);
    }

    /**
     * Int32 {@code [sequences + 1]}, from 0, never falling, where the spec's queries are ragged:
     * sequence {@code s} has the new tokens from {@code [s]} to before {@code [s + 1]}, at most
     * {@code q_len}.
     */
    public Builder queryStartLoc(long address) {
      return put(Argument.QUERY_START_LOC, address);
    }

    /** Keys: pages in the spec's layout, 16-byte aligned. */
    public Builder keyCache(long address) {
      return put(Argument.KEY_CACHE, address);
    }

    /** Values: pages in the spec's layout, 16-byte aligned. A spec with a latent has none. */
    public Builder valueCache(long address) {
      return put(Argument.VALUE_CACHE, address);
    }

    /** Keys of the second pool, where the spec has one: its pages, 16-byte aligned. */
    public Builder extraKeyCache(long address) {
      return put(Argument.EXTRA_KEY_CACHE, address);
    }

    /** Between pages of the second pool: whole 16 bytes, no less than a page's elements. */
    public Builder extraPageStride(long elements) {
      return put(Argument.EXTRA_PAGE_STRIDE, elements);
    }

    /** Int32, see {@link CsrPageTable}, where the spec's page table is one. */
    public Builder kvIndptr(long address) {
      return put(Argument.KV_INDPTR, address);
    }

    /** Int32; any number for a page of which no query sees a token. */
    public Builder kvPageIndices(long address) {
      return put(Argument.KV_PAGE_INDICES, address);
    }

    /** Int32, see {@link CsrPageTable}. */
    public Builder kvLastPageLen(long address) {
      return put(Argument.KV_LAST_PAGE_LEN, address);
    }

    /**
     * Int32 {@code [sequences, stride]}, see {@link BlockTable}, where the spec's page table is
     * one; any number behind a sequence's last page, and for a page of which no query sees a token.
     */
    public Builder blockTable(long address) {
      return put(Argument.BLOCK_TABLE, address);
    }

    /** Between rows of the block table: at least 0. */
    public Builder blockTableStride(long elements) {
      return put(Argument.BLOCK_TABLE_STRIDE, elements);
    }

    /** Int32 {@code [sequences]}: tokens, at least 0. Goes with a block table. */
    public Builder seqLens(long address) {
      return put(Argument.SEQ_LENS, address);
    }

    /**
     * Int32 {@code [sequences, stride]}, see {@link SelectedTokens}, where the spec's tokens are
     * selected; any number behind a list's last entry.
     */
    public Builder indices(long address) {
      return put(Argument.INDICES, address);
    }

    /** Between lists of {@code indices}: at least 0. */
    public Builder indicesStride(long elements) {
      return put(Argument.INDICES_STRIDE, elements);
    }

    /** Entries of each list, where there are no lengths. */
    public Builder topK(int entries) {
      return put(Argument.TOP_K, entries);
    }

    /** Int32 {@code [sequences]}: entries of each list; null where all have as many. */
    public Builder lengths(long address) {
      return put(Argument.LENGTHS, address);
    }

    /** {@link #indices} of the second pool. */
    public Builder extraIndices(long address) {
      return put(Argument.EXTRA_INDICES, address);
    }

    /** Between lists of {@code extra_indices}: at least 0. */
    public Builder extraIndicesStride(long elements) {
      return put(Argument.EXTRA_INDICES_STRIDE, elements);
    }

    /** {@link #topK} of the second pool. */
    public Builder extraTopK(int entries) {
      return put(Argument.EXTRA_TOP_K, entries);
    }

    /** {@link #lengths} of the second pool. */
    public Builder extraLengths(long address) {
      return put(Argument.EXTRA_LENGTHS, address);
    }

    /**
     * Int32 {@code [sequences, KV heads, top blocks]}, see {@link SelectedBlocks}, where the spec's
     * blocks are selected: numbers of blocks of the sequence, or none.
     */
    public Builder blockIds(long address) {
      return put(Argument.BLOCK_IDS, address);
    }

    /** Between lists of {@code block_ids} of different queries: at least 0. */
    public Builder blockIdsStride(long elements) {
      return put(Argument.BLOCK_IDS_STRIDE, elements);
    }

    /** The same of different KV heads: 0 where they all have one list. */
    public Builder blockIdsHeadStride(long elements) {
      return put(Argument.BLOCK_IDS_HEAD_STRIDE, elements);
    }

    /** Entries of each list of blocks. */
    public Builder topBlocks(int entries) {
      return put(Argument.TOP_BLOCKS, entries);
    }

    /**
     * Queries, one after another, whose blocks are of one row of the page table, at least 1: the
     * last of them is at the last position of its tokens. Where nothing else is said, 1.
     */
    public Builder sequenceQueries(int queries) {
      return put(Argument.SEQUENCE_QUERIES, queries);
    }

    /** The rows of the query, of value size each, aligned to four elements. */
    public Builder out(long address) {
      return put(Argument.OUT, address);
    }

    /** Between sequences of the query, or its tokens where it is ragged: whole 16 bytes. */
    public Builder queryStride(long elements) {
      return put(Argument.QUERY_STRIDE, elements);
    }

    /** The same of the output: whole fours, no less than the elements in between. */
    public Builder outStride(long elements) {
      return put(Argument.OUT_STRIDE, elements);
    }

    /** Between pages of both caches: whole 16 bytes, no less than a page's elements. */
    public Builder kvPageStride(long elements) {
      return keyPageStride(elements).valuePageStride(elements);
    }

    /** Between pages of the key cache: whole 16 bytes. For a spec with strides, which has two. */
    public Builder keyPageStride(long elements) {
      return put(Argument.K_PAGE_STRIDE, elements);
    }

    /** Between pages of the value cache: whole 16 bytes. For a spec with strides. */
    public Builder valuePageStride(long elements) {
      return put(Argument.V_PAGE_STRIDE, elements);
    }

    /** Fp32 {@code [query heads]}, where the spec has ALiBi slopes. */
    public Builder alibiSlopes(long address) {
      return put(Argument.ALIBI_SLOPES, address);
    }

    /** Fp32 {@code [query heads]}, where the spec has attention sinks. */
    public Builder sinks(long address) {
      return put(Argument.SINKS, address);
    }

    /** Fp32 {@code [sequences, query heads]} without gaps, where the spec asks for it. */
    public Builder lse(long address) {
      return put(Argument.LSE, address);
    }

    /** Fp32 {@code [1]}, what the output is divided by, where it has 8 bits. */
    public Builder outScale(long address) {
      return put(Argument.OUT_SCALE, address);
    }

    /** Fp32, finite and not negative, in the shape that the spec's {@link KvScales} give. */
    public Builder keyScale(long address) {
      return put(Argument.K_SCALE, address);
    }

    /** The same for the values. A spec with a latent has none. */
    public Builder valueScale(long address) {
      return put(Argument.V_SCALE, address);
    }

    private Builder put(Argument argument, long value) {
      given.put(argument, value);
      return this;
    }

    /**
     * The tensors. Addresses and strides are checked when they are launched with.
     *
     * @throws LaunchException if there is none of what the spec's kernels read or write, or there
     *     is what they know nothing of
     */
    public AttentionTensors build() {
      Set<Argument> missing = wanted();
      missing.removeAll(given.keySet());
      if (!missing.isEmpty()) {
        throw new LaunchException(
            "%s missing: kernels for this spec take %s."
                .formatted(names(missing), missing.size() == 1 ? "it" : "them"));
      }
      Set<Argument> unread = EnumSet.noneOf(Argument.class);
      OPTIONAL.forEach(
          (argument, has) -> {
            if (!has.test(spec) && given.getOrDefault(argument, 0L) != 0) {
              unread.add(argument);
            }
          });
      if (!unread.isEmpty()) {
        throw new LaunchException(
            "%s given: kernels for this spec do not take %s."
                .formatted(names(unread), unread.size() == 1 ? "it" : "them"));
      }
      return new AttentionTensors(spec, given);
    }

    private Set<Argument> wanted() {
      Set<Argument> wanted =
          EnumSet.of(Argument.QUERY, Argument.KEY_CACHE, Argument.OUT, Argument.K_PAGE_STRIDE);
      if (spec.hasValueCache()) {
        wanted.add(Argument.V_PAGE_STRIDE);
      }
      OPTIONAL.forEach(
          (argument, has) -> {
            if (has.test(spec)) {
              wanted.add(argument);
            }
          });
      return wanted;
    }

    private static String names(Set<Argument> arguments) {
      return arguments.stream().map(Argument::toString).collect(joining(", "))
          + (arguments.size() == 1 ? " is" : " are");
    }
  }
}
