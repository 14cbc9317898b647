package dev.pagen.verify;

import dev.pagen.attention.BlockTable;
import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.SelectedBlocks;
import dev.pagen.attention.SelectedTokens;
import dev.pagen.attention.TwoLists;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Draws a workload, every sequence from a random source of its own. */
final class WorkloadDraw {
  static final double PEAK_LOGIT = 20;
  static final double EXTREME_LOGIT = 60;

  /** Spread of the query heads of one KV head around their common direction. */
  private static final double HEAD_SPREAD = 0.25;

  /** Tokens of a page that are drawn although no query sees them, before and behind the others. */
  private static final int NEARBY = 64;

  /** Eight standard deviations of a value are then within every 8-bit float's range. */
  private static final float OUT_SCALE = 0x1p-5f;

  /** Numbers of a drawn page table, or of its rows at most, that belong to no sequence. */
  private static final int TABLE_PADDING = 5;

  /** Of the entries of lists those that are none: any of these. */
  static final double[] SHARES_OF_NONE = {0, 0.02, 0.3, 0.9};

  /** Lists whose entries all count. */
  static final double[] NONE_OF_NONE = {0};

  /** Of so many lists with entries that are none, one has no others. */
  private static final int ONE_IN_EMPTY = 6;

  private static final int[] STRANGERS = {
    -1, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE / 2
  };

  private final AttentionSpec spec;
  private final OutputFormat out;
  private final InputDistribution distribution;
  private final ElementFormat format;
  private final ElementFormat keyFormat;
  private final ElementFormat valueFormat;
  private final double[] sharesOfNone;
  private final long seed;

  WorkloadDraw(
      AttentionSpec spec,
      Target target,
      InputDistribution distribution,
      double[] sharesOfNone,
      long seed) {
    this.spec = spec;
    this.out = OutputFormat.of(spec, target, OUT_SCALE);
    this.distribution = distribution;
    this.sharesOfNone = sharesOfNone;
    this.seed = seed;
    this.format = ElementFormat.ofQuery(spec.dtype());
    this.keyFormat = ElementFormat.ofKeys(spec, target);
    this.valueFormat = ElementFormat.ofValues(spec, target);
  }

  Workload draw(int[] contexts, PageOrder order) {
    MemoryNeed.ofWorkload(spec, contexts, 1).require();
    if (spec.hasExtraPool()) {
      return drawTwoPools(contexts, order);
    }
    int queries = sequenceQueries(contexts.length);
    PageTable whole =
        spec.selects()
            ? PageTable.longer(longest(contexts, queries), spec.pageSize(), order, seed)
            : PageTable.draw(PageTableFormat.CSR, contexts, spec.pageSize(), order, seed);
    PageTable table =
        switch (spec.selection()) {
          case Selection.All _ -> whole;
          case Selection.Tokens _ -> lists(whole, contexts, seed);
          case Selection.Blocks _ -> blocks(whole, queries, contexts);
        };
    NewTokens tokens = NewTokens.draw(spec, contexts.length, new SplittableRandom(seed + 1));
    PageTable poisoned =
        switch (table) {
          case SelectedTokens lists -> withStrangers(lists, new SplittableRandom(~seed));
          case SelectedBlocks lists -> withStrangers(lists, new SplittableRandom(~seed));
          default -> withStrangers(table, tokens, new SplittableRandom(~seed));
        };
    KvCache cache = blank(spec, whole, Optional.empty());
    Workload workload = blank(contexts.length, poisoned, cache);
    fill(
        workload,
        table,
        queries,
        (row, drawn) -> {
          if (spec.selects()) {
            strangers(row, drawn[0], whole, cache);
          } else {
            strangers(row, spec.start(table.context(row), tokens.count(row)), table, cache);
          }
        });
    return workload;
  }

  /** Each sequence's tokens are of either pool, or of both. */
  private Workload drawTwoPools(int[] contexts, PageOrder order) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x2900_15);
    int[] own = Arrays.stream(contexts).map(n -> share(n, random)).toArray();
    int[] rest = IntStream.range(0, own.length).map(s -> contexts[s] - own[s]).toArray();
    AttentionSpec second = spec.extraPool().orElseThrow();
    PageTable whole = PageTable.longer(own, spec.pageSize(), order, seed);
    PageTable extraWhole = PageTable.longer(rest, second.pageSize(), order, seed + 2);
    TwoLists lists = new TwoLists(lists(whole, own, seed), lists(extraWhole, rest, seed + 2));
    KvCache extra = blank(second, extraWhole, Optional.empty());
    KvCache cache = blank(spec, whole, Optional.of(extra));
    TwoLists poisoned =
        new TwoLists(
            withStrangers(lists.own(), new SplittableRandom(~seed)),
            withStrangers(lists.extra(), new SplittableRandom(~seed - 2)));
    Workload workload = blank(contexts.length, poisoned, cache);
    fill(
        workload,
        lists,
        1,
        (s, drawn) -> {
          strangers(s, drawn[0], whole, cache);
          strangers(s, drawn[1], extraWhole, extra);
        });
    return workload;
  }

  /** Of so many entries those of the first pool: none, all, or some. */
  private static int share(int entries, SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> 0;
      case 1 -> entries;
      default -> random.nextInt(entries + 1);
    };
  }

  /** Caches of a pool that has a table's pages, and some to spare. */
  private KvCache blank(AttentionSpec pool, PageTable whole, Optional<KvCache> extra) {
    int pages = whole.pages().length + PageTable.SPARE_PAGES;
    return KvCache.blank(pool, keyFormat, valueFormat, pages, scales(pages), extra);
  }

  private Workload blank(int sequences, PageTable table, KvCache cache) {
    NewTokens tokens = NewTokens.draw(spec, sequences, new SplittableRandom(seed + 1));
    long queryBytes =
        (long) tokens.total() * spec.queryHeads() * spec.headSize() * spec.dtype().bytes();
    MemorySegment query = Arena.ofAuto().allocate(queryBytes, 64);
    return new Workload(
        spec, table, tokens, query, cache, HeadTerms.draw(spec, distribution, seed), out);
  }

  /** What is drawn of a sequence's rows that no kernel may look at. */
  private interface Strangers {
    /**
     * @param row the sequence
     * @param drawn slots that are looked at, of each pool for each KV head
     */
    void draw(int row, BitSet[][] drawn);
  }

  /** Draws queries and rows; as many queries, one after another, look at a sequence. */
  private void fill(Workload workload, PageTable table, int queries, Strangers strangers) {
    IntStream.range(0, table.sequences() / queries)
        .parallel()
        .forEach(
            row -> {
              BitSet[][] drawn = new BitSet[2][spec.kvHeads()];
              for (BitSet[] ofPool : drawn) {
                Arrays.setAll(ofPool, _ -> new BitSet());
              }
              for (int s = row * queries; s < (row + 1) * queries; s++) {
                sequence(s, table, workload, drawn);
              }
              strangers.draw(row, drawn);
            });
  }

  /** Queries that look at blocks of the same sequence; one where there are no blocks. */
  private int sequenceQueries(int queries) {
    int most = spec.blockSize().isPresent() ? new SplittableRandom(seed + 2).nextInt(4) : 0;
    return IntStream.rangeClosed(1, 1 + most).filter(n -> queries % n == 0).max().orElse(1);
  }

  /** The greatest number of each so many. */
  private static int[] longest(int[] contexts, int queries) {
    return IntStream.range(0, contexts.length / queries)
        .map(row -> Arrays.stream(contexts, row * queries, (row + 1) * queries).max().orElse(0))
        .toArray();
  }

  /** Lists of blocks, among which there are none, few or many entries that are none. */
  private SelectedBlocks blocks(PageTable whole, int queries, int[] chosen) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x5e1ec7);
    double none = sharesOfNone[random.nextInt(sharesOfNone.length)];
    boolean alike = random.nextInt(3) == 0;
    return SelectedBlocks.draw(whole, spec, queries, alike, chosen, none, seed);
  }

  /**
   * The same lists with padding, for entries that are none any negative number or a block that the
   * query sees nothing of, and numbers that are no page's wherever none is looked up.
   */
  private SelectedBlocks withStrangers(SelectedBlocks lists, SplittableRandom random) {
    int top = lists.topBlocks();
    int heads = lists.headStride() == 0 ? 1 : spec.kvHeads();
    int[] dense = lists.dense(heads);
    int headStride = top + random.nextInt(TABLE_PADDING + 1);
    int stride = heads * headStride + random.nextInt(TABLE_PADDING + 1);
    int[] ids =
        IntStream.generate(() -> stranger(random))
            .limit((long) lists.sequences() * stride)
            .toArray();
    for (int i = 0; i < dense.length; i++) {
      int s = i / (heads * top);
      int beyond = lists.blocks(s) + random.nextInt(Integer.MAX_VALUE - lists.blocks(s));
      int none = random.nextBoolean() ? beyond : -1 - random.nextInt(Integer.MAX_VALUE);
      ids[s * stride + i / top % heads * headStride + i % top] = dense[i] < 0 ? none : dense[i];
    }
    SelectedBlocks padded =
        new SelectedBlocks(
            padded(lists.table(), random),
            lists.lookback(),
            lists.blockSize(),
            top,
            lists.sequenceQueries(),
            stride,
            heads == 1 ? 0 : headStride,
            ids);
    IntStream lookedUp = IntStream.range(0, padded.sequences()).flatMap(s -> padded.lookedUp(s, 0));
    return padded.with(withStrangers(padded.table(), lookedUp, random));
  }

  /**
   * Lists of a sequence's tokens, among which there are none, few or many entries that are none.
   */
  private SelectedTokens lists(PageTable whole, int[] chosen, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x5e1ec7);
    double none = sharesOfNone[random.nextInt(sharesOfNone.length)];
    SelectedTokens drawn = SelectedTokens.draw(whole, chosen, none, seed);
    int[] entries = drawn.indices();
    for (int s = 0; none > 0 && s < chosen.length; s++) {
      if (random.nextInt(ONE_IN_EMPTY) == 0) {
        Arrays.fill(entries, drawn.first(s), drawn.end(s), -1);
      }
    }
    return drawn;
  }

  /**
   * The same lists with padding, lengths even where they are all the same, any negative number for
   * an entry that is none, and any number behind a list's end.
   */
  private static SelectedTokens withStrangers(SelectedTokens lists, SplittableRandom random) {
    int topK = lists.topK() + (lists.lengths().isPresent() ? random.nextInt(TABLE_PADDING + 1) : 0);
    int stride = Math.max(1, topK + random.nextInt(TABLE_PADDING + 1));
    int[] entries =
        IntStream.generate(() -> stranger(random))
            .limit((long) lists.sequences() * stride)
            .toArray();
    for (int s = 0; s < lists.sequences(); s++) {
      for (int t = 0; t < lists.context(s); t++) {
        int entry = lists.pages()[lists.first(s) + t];
        entries[s * stride + t] = entry < 0 ? -1 - random.nextInt(Integer.MAX_VALUE) : entry;
      }
    }
    boolean told = lists.lengths().isPresent() || topK == 0 || random.nextBoolean();
    return new SelectedTokens(
        lists.pageSize(),
        stride,
        topK,
        entries,
        told ? Optional.of(lists.contexts()) : Optional.empty());
  }

  /**
   * The same table in the spec's form, with padding, numbers that are no page's wherever none is
   * looked up, and no number of tokens where there is no page.
   */
  private PageTable withStrangers(PageTable table, NewTokens tokens, SplittableRandom random) {
    PageTable padded = padded(table, random);
    IntStream lookedUp =
        IntStream.range(0, padded.sequences())
            .flatMap(s -> padded.lookedUp(s, spec.start(table.context(s), tokens.count(s))));
    return withStrangers(padded, lookedUp, random);
  }

  private PageTable padded(PageTable table, SplittableRandom random) {
    return table.in(spec.pageTable()) instanceof CsrPageTable csr
        ? csr.withPages(Arrays.copyOf(csr.pages(), csr.pages().length + TABLE_PADDING))
        : BlockTable.of(table, random.nextInt(TABLE_PADDING + 1));
  }

  private static PageTable withStrangers(
      PageTable padded, IntStream lookedUp, SplittableRandom random) {
    int[] numbers =
        IntStream.generate(() -> stranger(random)).limit(padded.pages().length).toArray();
    lookedUp.forEach(i -> numbers[i] = padded.pages()[i]);
    PageTable strange = padded.withPages(numbers);
    if (!(strange instanceof CsrPageTable(int pageSize, int[] indptr, int[] pages, int[] last))) {
      return strange;
    }
    int[] lastPageLen =
        IntStream.range(0, last.length)
            .map(s -> indptr[s] == indptr[s + 1] ? stranger(random) : last[s])
            .toArray();
    return new CsrPageTable(pageSize, indptr, pages, lastPageLen);
  }

  private static int stranger(SplittableRandom random) {
    return STRANGERS[random.nextInt(STRANGERS.length)];
  }

  /** Those of tokens are drawn with them. */
  private CacheScales scales(int pages) {
    return spec.kvScales() == KvScales.TOKEN
        ? CacheScales.blank(spec, pages)
        : CacheScales.draw(spec, scaledFormat(), pages, seed);
  }

  private ElementFormat scaledFormat() {
    return spec.scalesKeys() ? keyFormat : valueFormat;
  }

  private void sequence(int s, PageTable table, Workload workload, BitSet[][] drawn) {
    NewTokens tokens = workload.tokens();
    MemorySegment query = workload.query();
    int context = table.context(s);
    int start = spec.start(context, tokens.count(s));
    // Seeds that differ in few bits give unrelated sources.
    SplittableRandom random = new SplittableRandom(seed ^ (s + 1L) * 0x9e3779b97f4a7c15L);
    for (int head = 0; head < spec.kvHeads(); head++) {
      double[] direction = row(spec.headSize(), random);
      for (int token = tokens.first(s); token < tokens.first(s + 1); token++) {
        long firstQuery = (long) token * spec.queryHeads();
        for (int g = 0; g < spec.gqaRatio(); g++) {
          long row = firstQuery + (long) head * spec.gqaRatio() + g;
          queryHead(query, row * spec.headSize(), direction, random);
        }
      }
      double norm = 0;
      for (double x : direction) {
        norm += x * x;
      }
      double perLogit = 1 / (spec.scale() * norm);
      int peak = start == context ? 0 : start + random.nextInt(context - start);
      double[] common = row(spec.headSize(), random);
      for (int t = start; t < context; t++) {
        int kvHead = head;
        if (!table.has(s, kvHead, t)) {
          continue;
        }
        KvCache cache = workload.cache().of(table.pool(s, t));
        int page = table.page(s, kvHead, t);
        int slot = table.slot(s, kvHead, t);
        if (spec.selects()) {
          BitSet before = drawn[table.pool(s, t)][kvHead];
          if (before.get(page * cache.spec().pageSize() + slot)) {
            continue;
          }
          before.set(page * cache.spec().pageSize() + slot);
        }
        double[] key =
            switch (distribution) {
              case UNIFORM, NORMAL -> row(spec.headSize(), random);
              case EQUAL -> common;
              case PEAKED ->
                  t == peak
                      ? blend(direction, PEAK_LOGIT * perLogit, random)
                      : blend(direction, 0, random);
              case EXTREME ->
                  blend(
                      direction,
                      (random.nextBoolean() ? EXTREME_LOGIT : -EXTREME_LOGIT) * perLogit,
                      random);
            };
        boolean apart = spec.hasValueCache();
        double[] value = apart ? row(spec.valueSize(), random) : key;
        if (spec.row().format().isPresent()) {
          rows(cache).draw(cache.keys(), page, slot, key, random);
          continue;
        }
        if (spec.kvScales() == KvScales.TOKEN) {
          int scale = CacheScales.index(cache.spec(), page, slot, head);
          if (spec.scalesKeys()) {
            cache.scales().keys()[scale] = CacheScales.draw(keyFormat, random);
          }
          if (spec.scalesValues()) {
            cache.scales().values()[scale] = CacheScales.draw(valueFormat, random);
          }
        }
        CacheScales scales = cache.scales();
        cache.writeKey(page, slot, head, key, scales.key(cache.spec(), page, slot, head));
        if (apart) {
          double scale = scales.value(cache.spec(), page, slot, head);
          cache.writeValue(page, slot, head, value, scale);
        }
      }
    }
  }

  private ScaledRows rows(KvCache cache) {
    return ScaledRows.of(cache.spec(), spec.row().format().orElseThrow());
  }

  /** The same of tokens that are not selected for any KV head. */
  private void strangers(int s, BitSet[] ofHeads, PageTable whole, KvCache cache) {
    BitSet selected = new BitSet();
    Arrays.stream(ofHeads).forEach(selected::or);
    IntStream.range(0, Math.min(whole.context(s), NEARBY))
        .filter(t -> t % 2 == 1)
        .filter(t -> !selected.get(whole.page(s, t) * whole.pageSize() + t % whole.pageSize()))
        .forEach(t -> makeInfinite(cache, whole.page(s, t), t % whole.pageSize()));
  }

  /**
   * Tokens that no query sees are NaN, as the cache was. On pages that have others too, every
   * second one nearby has a key with an infinite logit and an infinite value.
   */
  private void strangers(int s, int start, PageTable table, KvCache cache) {
    int context = table.context(s);
    int first = Math.max(start / spec.pageSize() * spec.pageSize(), start - NEARBY);
    int end = Math.ceilDiv(context, spec.pageSize()) * spec.pageSize();
    IntStream.concat(
            IntStream.range(first, start),
            IntStream.range(context, Math.min(end, context + NEARBY)))
        .filter(t -> t % 2 == 1)
        .forEach(t -> makeInfinite(cache, table.page(s, t), t % spec.pageSize()));
  }

  private void makeInfinite(KvCache cache, int page, int slot) {
    if (spec.row().format().isPresent()) {
      rows(cache).makeInfinite(cache.keys(), page, slot);
      return;
    }
    for (int head = 0; head < spec.kvHeads(); head++) {
      for (int e = 0; e < spec.headSize(); e++) {
        double key = e == 0 ? Double.POSITIVE_INFINITY : 0;
        keyFormat.set(cache.keys(), cache.key(page, slot, head, e), key);
      }
      for (int e = 0; spec.hasValueCache() && e < spec.valueSize(); e++) {
        long value = cache.value(page, slot, head, e);
        valueFormat.set(cache.values(), value, Double.POSITIVE_INFINITY);
      }
      if (spec.kvScales() == KvScales.TOKEN) {
        int scale = CacheScales.index(cache.spec(), page, slot, head);
        if (spec.scalesKeys()) {
          cache.scales().keys()[scale] = Float.POSITIVE_INFINITY;
        }
        if (spec.scalesValues()) {
          cache.scales().values()[scale] = Float.POSITIVE_INFINITY;
        }
      }
    }
  }

  private void queryHead(
      MemorySegment query, long first, double[] direction, SplittableRandom random) {
    for (int e = 0; e < direction.length; e++) {
      double value =
          switch (distribution) {
            case UNIFORM, NORMAL, EQUAL -> number(random);
            case PEAKED, EXTREME -> direction[e] + HEAD_SPREAD * number(random);
          };
      format.set(query, first + e, value);
    }
  }

  private double[] row(int elements, SplittableRandom random) {
    double[] row = new double[elements];
    for (int e = 0; e < row.length; e++) {
      row[e] = number(random);
    }
    return row;
  }

  /** {@code factor} times the direction, and a little of everything. */
  private double[] blend(double[] direction, double factor, SplittableRandom random) {
    double[] row = new double[direction.length];
    for (int e = 0; e < row.length; e++) {
      row[e] = factor * direction[e] + HEAD_SPREAD * number(random);
    }
    return row;
  }

  /** A random number of mean 0 and variance 1. */
  private double number(SplittableRandom random) {
    return distribution == InputDistribution.UNIFORM
        ? (2 * random.nextDouble() - 1) * Math.sqrt(3)
        : random.nextGaussian();
  }
}
