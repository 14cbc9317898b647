package dev.pagen.render;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.PageTableFormat;
import org.jspecify.annotations.Nullable;

/**
 * In which form kernels are told where tokens lie. What differs between pages of a table and lists
 * of selected tokens or blocks stands in templates of their own, whose names begin with {@code
 * paged} and {@code selected}; and those of what is different with two pools begin with {@code
 * one_pool} and {@code two_pools}.
 *
 * @param blockTable whether a sequence's pages are a row of a table; otherwise they are in CSR form
 * @param selected whether there is a list for each query
 * @param slots whether it is of slots, and there is no page table
 * @param extra the second pool, where there are lists of slots of two; null for one
 * @param blocks where it is of blocks; otherwise null
 * @param spare whether a slot that is one stands for entries that are none, as something is loaded
 *     for each
 */
record TableModel(
    boolean blockTable,
    boolean selected,
    boolean slots,
    @Nullable ExtraPages extra,
    @Nullable BlocksModel blocks,
    boolean spare) {
  /**
   * Pages of a second pool.
   *
   * @param log2PageSize null where the page size is no power of two
   * @param scalesAt where a page's scales begin, where its rows have any
   */
  record ExtraPages(int pageSize, @Nullable Integer log2PageSize, @Nullable Integer scalesAt) {
    static ExtraPages of(AttentionSpec pool) {
      int pageSize = pool.pageSize();
      return new ExtraPages(
          pageSize,
          CacheModel.log2(pageSize),
          pool.row().format().map(rows -> rows.scalesAt(pageSize)).orElse(null));
    }
  }

  static TableModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    boolean selected = attention.selects();
    return new TableModel(
        attention.pageTable() == PageTableFormat.BLOCK_TABLE,
        selected,
        attention.selectsTokens(),
        attention.extraPool().map(ExtraPages::of).orElse(null),
        BlocksModel.of(attention),
        selected && KernelDesign.of(spec).loadsForNone());
  }

  private String template(String name) {
    return (selected ? "selected_" : "paged_") + name;
  }

  private String ofPools(String name) {
    return (extra == null ? "one_pool_" : "two_pools_") + name;
  }

  String pools() {
    return ofPools("places");
  }

  String foundRow() {
    return ofPools("found_row");
  }

  String gatheredRow() {
    return ofPools("gathered_row");
  }

  String foundEntry() {
    return ofPools("found_entry");
  }

  String scalesConstants() {
    return ofPools("scales_constants");
  }

  String rowInPool() {
    return ofPools("row_in_pool");
  }

  String scalesInPool() {
    return ofPools("scales_in_pool");
  }

  String lookup() {
    return template("lookup");
  }

  String copyPiece() {
    return template("copy_piece");
  }

  String rows() {
    return template("rows");
  }

  String firstSelection() {
    return template("first_selection");
  }

  String nextSelection() {
    return template("next_selection");
  }

  String select() {
    return template("select");
  }

  String mask() {
    return template("mask");
  }

  String softmaxHead() {
    return template("softmax_head");
  }

  String callMask() {
    return template("call_mask");
  }

  String softmax() {
    return template("softmax");
  }

  String flags() {
    return template("flags");
  }

  String latentSoftmax() {
    return template("latent_softmax");
  }

  String masked() {
    return template("masked");
  }

  String masking() {
    return template("masking");
  }

  String declare() {
    return template("declare");
  }

  String nextTile() {
    return template("next_tile");
  }

  String copy() {
    return template("copy");
  }

  String ahead() {
    return template("ahead");
  }

  String copyHead() {
    return template("copy_head");
  }

  String copyRow() {
    return template("copy_row");
  }

  String copyChunk() {
    return template("copy_chunk");
  }

  String scales() {
    return template("scales");
  }

  String copyWord() {
    return template("copy_word");
  }

  String stageEnd() {
    return template("stage_end");
  }

  String stageBytes() {
    return template("stage_bytes");
  }

  String logits() {
    return template("logits");
  }

  String copyRows() {
    return template("copy_rows");
  }

  String latentLogits() {
    return template("latent_logits");
  }
}
