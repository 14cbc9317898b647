package dev.pagen.serving;

import dev.pagen.model.Reach;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Programs that serve models, and how they hand over a batch and its cache, as vLLM 0.33.0, SGLang
 * 0.5.23 and transformers 5.24.0 do. docs/serving.md has the table.
 */
public enum Engine {
  /**
   * A block table, and one buffer with a token's key and value side by side: {@code [blocks,
   * kv_heads, block, 2 * size]}, or {@code [blocks, block, kv_heads, 2 * size]} where the layout is
   * NHD. Rows of MLA are {@code [blocks, block, size]}.
   */
  VLLM("vLLM", PageTableFormat.BLOCK_TABLE, 16),
  /** Lists of tokens, and buffers of keys and of values: {@code [tokens, kv_heads, size]}. */
  SGLANG("SGLang", PageTableFormat.CSR, 1),
  /** A block table, and buffers of keys and of values: {@code [blocks, block, kv_heads, size]}. */
  TRANSFORMERS("transformers", PageTableFormat.BLOCK_TABLE, 256);

  private final String title;
  private final PageTableFormat pageTable;
  private final int pageSize;

  Engine(String title, PageTableFormat pageTable, int pageSize) {
    this.title = title;
    this.pageTable = pageTable;
    this.pageSize = pageSize;
  }

  /** The engine that the command line calls {@code text}. */
  public static Optional<Engine> of(String text) {
    return Arrays.stream(values()).filter(e -> e.toString().equals(text)).findFirst();
  }

  /**
   * Whether the engine itself hands over no more tokens than queries see, so that the kernel sees
   * all of them: vLLM makes a request of each chunk.
   */
  public boolean cuts(Reach reach) {
    return this == VLLM && reach instanceof Reach.Chunked;
  }

  /** Sets what the engine has by default, for a spec that has its types, heads and q_len. */
  public void begin(AttentionSpecBuilder spec) {
    AttentionSpec asked = spec.build();
    boolean lists = takesLists(asked);
    boolean ragged = this == TRANSFORMERS || this == VLLM && asked.qLen() > 1;
    boolean scales = asked.quantised() && asked.row().format().isEmpty();
    spec.pageTable(lists ? PageTableFormat.CSR : pageTable)
        .pageSize(lists ? 1 : pageSize)
        .layout(this == VLLM && asked.hasValueCache() ? KvLayout.HND : KvLayout.NHD)
        .queryLens(ragged ? QueryLens.RAGGED : QueryLens.UNIFORM)
        .kvScales(scales ? KvScales.TENSOR : KvScales.NONE);
  }

  /**
   * Whether the engine hands over one list of selected tokens: vLLM does with MLA, as rows of the
   * whole cache, whatever its blocks are.
   */
  private boolean takesLists(AttentionSpec spec) {
    boolean oneList = spec.selectsTokens() && !spec.hasExtraPool();
    return this == VLLM && oneList && !spec.hasValueCache();
  }

  /** A spec with the strides that follow from the rest, unless it has strides already. */
  public AttentionSpec finish(AttentionSpecBuilder spec) {
    AttentionSpec built = spec.build();
    return this == VLLM && built.hasValueCache() && built.kvStrides().isEmpty()
        ? built.with(with -> with.kvStrides(sideBySide(built)))
        : built;
  }

  private static KvStrides sideBySide(AttentionSpec spec) {
    int row = spec.headSize() + spec.valueSize();
    boolean headsOutside = spec.layout() == KvLayout.HND;
    int token = headsOutside ? row : Math.multiplyExact(row, spec.kvHeads());
    int head = headsOutside ? Math.multiplyExact(row, spec.pageSize()) : row;
    return new KvStrides(token, head, token, head);
  }

  /** Why the engine could not launch a kernel, if it could not. */
  public Optional<String> contradiction(AttentionSpec spec) {
    if (takesLists(spec)) {
      return spec.pageSize() == 1
          ? Optional.empty()
          : Optional.of(
              "vLLM lists rows, whatever its blocks are: page size 1, not " + spec.pageSize());
    }
    if (spec.selects()) {
      return Optional.of(
          "the Python package's kernels for %s look at all tokens%s: leave out --select, or --for"
              .formatted(title, this == VLLM ? ", but for MLA over one list of tokens" : ""));
    }
    if (spec.pageTable() != pageTable) {
      return Optional.of(
          "%s hands over a %s, not %s".formatted(title, pageTable, spec.pageTable()));
    }
    if (spec.layout() == KvLayout.PACKED) {
      return Optional.of("%s has no cache with layout packed".formatted(title));
    }
    if (this == SGLANG && spec.pageSize() != 1) {
      return Optional.of(
          "SGLang lists tokens, whatever its own page size is: page size 1, not %d"
              .formatted(spec.pageSize()));
    }
    if (this == VLLM && spec.pageSize() % pageSize != 0) {
      return Optional.of(
          "vLLM's kernels for prefill take blocks of a multiple of %d tokens, not %d"
              .formatted(pageSize, spec.pageSize()));
    }
    if (this == VLLM && spec.qLen() > 1 && spec.queryLens() == QueryLens.UNIFORM) {
      return Optional.of(
          "vLLM's requests have 1 to %d new tokens each: query lens ragged, not uniform"
              .formatted(spec.qLen()));
    }
    if (spec.typesDiffer()) {
      return Optional.of(
          "%s has one type for keys and values, and these are %s and %s"
              .formatted(title, spec.kvDtype(), spec.valueDtype()));
    }
    if (spec.quantised() && (this == TRANSFORMERS || spec.kvDtype() == DataType.INT8)) {
      return Optional.of(
          "%s has no cache of %s without scales among its rows".formatted(title, spec.kvDtype()));
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
