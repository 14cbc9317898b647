package dev.pagen.spec;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Collects the components of an {@link AttentionSpec}, which says what each means. */
public final class AttentionSpecBuilder {
  private KvRow row;
  private final int queryHeads;
  private final int kvHeads;
  private int qLen;
  private QueryLens queryLens;
  private DataType dtype;
  private DataType outDtype;
  private DataType kvDtype;
  private DataType valueDtype;
  private KvScales kvScales;
  private int pageSize;
  private OptionalInt extraPageSize;
  private KvLayout layout;
  private Optional<KvStrides> kvStrides;
  private PageTableFormat pageTable;
  private double scale;
  private OptionalDouble softCap;
  private Lookback lookback;
  private boolean sinks;
  private boolean alibi;
  private LogSumExp lse;
  private Selection selection;

  /**
   * Begins with the usual defaults: scale {@code 1 / sqrt(headSize)}, q_len 1, bf16 throughout,
   * pages of 16 tokens, NHD, a CSR page table, no extra features.
   */
  public AttentionSpecBuilder(int headSize, int queryHeads, int kvHeads) {
    this.row = new KvRow(headSize, headSize, KvRow.Value.APART);
    this.queryHeads = queryHeads;
    this.kvHeads = kvHeads;
    this.qLen = 1;
    this.queryLens = QueryLens.UNIFORM;
    this.dtype = DataType.BF16;
    this.outDtype = DataType.BF16;
    this.kvDtype = DataType.BF16;
    this.valueDtype = DataType.BF16;
    this.kvScales = KvScales.NONE;
    this.pageSize = 16;
    this.extraPageSize = OptionalInt.empty();
    this.layout = KvLayout.NHD;
    this.kvStrides = Optional.empty();
    this.pageTable = PageTableFormat.CSR;
    this.scale = 1 / Math.sqrt(headSize);
    this.softCap = OptionalDouble.empty();
    this.lookback = new Lookback.Full();
    this.sinks = false;
    this.alibi = false;
    this.lse = LogSumExp.NONE;
    this.selection = new Selection.All();
  }

  AttentionSpecBuilder(AttentionSpec spec) {
    this.row = spec.row();
    this.queryHeads = spec.queryHeads();
    this.kvHeads = spec.kvHeads();
    this.qLen = spec.qLen();
    this.queryLens = spec.queryLens();
    this.dtype = spec.dtype();
    this.outDtype = spec.outDtype();
    this.kvDtype = spec.kvDtype();
    this.valueDtype = spec.valueDtype();
    this.kvScales = spec.kvScales();
    this.pageSize = spec.pageSize();
    this.extraPageSize = spec.extraPageSize();
    this.layout = spec.layout();
    this.kvStrides = spec.kvStrides();
    this.pageTable = spec.pageTable();
    this.scale = spec.scale();
    this.softCap = spec.softCap();
    this.lookback = spec.lookback();
    this.sinks = spec.sinks();
    this.alibi = spec.alibi();
    this.lse = spec.lse();
    this.selection = spec.selection();
  }

  /**
   * The spec.
   *
   * @throws InvalidSpecException if a number is outside what any kernel could mean by it
   */
  public AttentionSpec build() {
    return new AttentionSpec(
        row,
        queryHeads,
        kvHeads,
        qLen,
        queryLens,
        dtype,
        outDtype,
        kvDtype,
        valueDtype,
        kvScales,
        pageSize,
        extraPageSize,
        layout,
        kvStrides,
        pageTable,
        scale,
        softCap,
        lookback,
        sinks,
        alibi,
        lse,
        selection);
  }

  /** The dtype of query, output and caches; these keep theirs where rows have a format. */
  public AttentionSpecBuilder dtype(DataType type) {
    this.dtype = type;
    this.outDtype = type;
    return row.format().isPresent() ? this : kvDtype(type);
  }

  /** Rows of this format, whatever sizes keys and values had. */
  public AttentionSpecBuilder rows(RowFormat format) {
    this.row = format.row();
    return kvDtype(format.scaled().type());
  }

  /** Values in a cache of their own, of so many elements: as many as keys have is the default. */
  public AttentionSpecBuilder valueSize(int elements) {
    this.row = new KvRow(row.keySize(), elements, KvRow.Value.APART);
    return this;
  }

  /** See {@link AttentionSpec#latent}. */
  public AttentionSpecBuilder latent(int elements) {
    this.row = new KvRow(row.keySize(), elements, KvRow.Value.IN_KEY);
    return this;
  }

  /** See {@link AttentionSpec#qLen}. */
  public AttentionSpecBuilder qLen(int tokens) {
    this.qLen = tokens;
    return this;
  }

  /** See {@link AttentionSpec#queryLens}. */
  public AttentionSpecBuilder queryLens(QueryLens lens) {
    this.queryLens = lens;
    return this;
  }

  /** See {@link AttentionSpec#outDtype}. */
  public AttentionSpecBuilder outDtype(DataType type) {
    this.outDtype = type;
    return this;
  }

  /** The query's dtype, as said so far. */
  public DataType dtype() {
    return dtype;
  }

  /** The dtype of the key cache, as said so far. */
  public DataType kvDtype() {
    return kvDtype;
  }

  /** The dtype of both caches. */
  public AttentionSpecBuilder kvDtype(DataType type) {
    this.kvDtype = type;
    this.valueDtype = type;
    return this;
  }

  /** See {@link AttentionSpec#valueDtype}. */
  public AttentionSpecBuilder valueDtype(DataType type) {
    this.valueDtype = type;
    return this;
  }

  /** See {@link AttentionSpec#kvScales}. */
  public AttentionSpecBuilder kvScales(KvScales scales) {
    this.kvScales = scales;
    return this;
  }

  /** See {@link AttentionSpec#pageSize}. */
  public AttentionSpecBuilder pageSize(int tokens) {
    this.pageSize = tokens;
    return this;
  }

  /** Tokens of a page, as said so far. */
  public int pageSize() {
    return pageSize;
  }

  /** See {@link AttentionSpec#extraPageSize}. */
  public AttentionSpecBuilder extraPageSize(int tokens) {
    this.extraPageSize = OptionalInt.of(tokens);
    return this;
  }

  /** Tokens of one pool. */
  public AttentionSpecBuilder onePool() {
    this.extraPageSize = OptionalInt.empty();
    return this;
  }

  /** See {@link AttentionSpec#layout}. */
  public AttentionSpecBuilder layout(KvLayout order) {
    this.layout = order;
    return this;
  }

  /** See {@link AttentionSpec#kvStrides}. */
  public AttentionSpecBuilder kvStrides(KvStrides strides) {
    this.kvStrides = Optional.of(strides);
    return this;
  }

  /** See {@link AttentionSpec#pageTable}. */
  public AttentionSpecBuilder pageTable(PageTableFormat format) {
    this.pageTable = format;
    return this;
  }

  /** See {@link AttentionSpec#scale}. */
  public AttentionSpecBuilder scale(double factor) {
    this.scale = factor;
    return this;
  }

  /** See {@link AttentionSpec#softCap}. */
  public AttentionSpecBuilder softCap(double cap) {
    this.softCap = OptionalDouble.of(cap);
    return this;
  }

  /**
   * Queries see a sliding window.
   *
   * @throws InvalidSpecException if they see chunks already
   */
  public AttentionSpecBuilder window(int tokens) {
    return lookback(new Lookback.Window(tokens));
  }

  /**
   * Queries see the tokens of their own chunk.
   *
   * @throws InvalidSpecException if they see a window already
   */
  public AttentionSpecBuilder chunk(int tokens) {
    return lookback(new Lookback.Chunk(tokens));
  }

  /** Queries see the whole context before them. */
  public AttentionSpecBuilder full() {
    this.lookback = new Lookback.Full();
    return this;
  }

  private AttentionSpecBuilder lookback(Lookback other) {
    if (lookback.most().isPresent() && lookback.getClass() != other.getClass()) {
      throw new InvalidSpecException(
          "A query sees a window or its chunk, not both: leave out window or chunk");
    }
    this.lookback = other;
    return this;
  }

  /** See {@link AttentionSpec#sinks}. */
  public AttentionSpecBuilder sinks(boolean has) {
    this.sinks = has;
    return this;
  }

  /** See {@link AttentionSpec#alibi}. */
  public AttentionSpecBuilder alibi(boolean has) {
    this.alibi = has;
    return this;
  }

  /** See {@link AttentionSpec#lse}. */
  public AttentionSpecBuilder lse(LogSumExp base) {
    this.lse = base;
    return this;
  }

  /** See {@link AttentionSpec#selection}. */
  public AttentionSpecBuilder selection(Selection tokens) {
    this.selection = tokens;
    return this;
  }
}
