package dev.pagen.render;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.PageTableFormat;
import org.jspecify.annotations.Nullable;

/**
 * In which form kernels are told where tokens lie.
 *
 * @param entries the templates of what differs between pages of a table and lists of selected
 *     tokens or blocks: {@code paged} or {@code selected}
 * @param pools those of what differs with a second pool: {@code one_pool} or {@code two_pools}
 * @param blockTable whether a sequence's pages are a row of a table; otherwise they are in CSR form
 * @param selected whether there is a list for each query
 * @param slots whether it is of slots, and there is no page table
 * @param extra the second pool, where there are lists of slots of two; null for one
 * @param blocks where it is of blocks; otherwise null
 * @param spare whether a slot that is one stands for entries that are none, as something is loaded
 *     for each
 */
record TableModel(
    TemplateNames entries,
    TemplateNames pools,
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
        new TemplateNames(selected ? "selected" : "paged"),
        new TemplateNames(attention.extraPool().isPresent() ? "two_pools" : "one_pool"),
        attention.pageTable() == PageTableFormat.BLOCK_TABLE,
        selected,
        attention.selectsTokens(),
        attention.extraPool().map(ExtraPages::of).orElse(null),
        BlocksModel.of(attention),
        selected && KernelDesign.of(spec).loadsForNone());
  }
}
