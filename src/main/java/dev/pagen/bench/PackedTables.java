package dev.pagen.bench;

import dev.pagen.attention.PageTable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Page tables of as many sequences and pages each, one after another in one piece of memory. */
final class PackedTables {
  private static final long ALIGNMENT = 256;

  private final MemorySegment contents;
  private final long pagesOffset;
  private final long lastPageLenOffset;
  private final long stride;

  PackedTables(List<PageTable> tables) {
    PageTable any = tables.getFirst();
    this.pagesOffset = align((long) any.indptr().length * Integer.BYTES);
    this.lastPageLenOffset = pagesOffset + align((long) any.pages().length * Integer.BYTES);
    this.stride = lastPageLenOffset + align((long) any.lastPageLen().length * Integer.BYTES);
    this.contents = Arena.ofAuto().allocate(tables.size() * stride, ALIGNMENT);
    for (int t = 0; t < tables.size(); t++) {
      store(tables.get(t).indptr(), indptr(t));
      store(tables.get(t).pages(), pages(t));
      store(tables.get(t).lastPageLen(), lastPageLen(t));
    }
  }

  private void store(int[] numbers, long offset) {
    MemorySegment.copy(numbers, 0, contents, ValueLayout.JAVA_INT, offset, numbers.length);
  }

  private static long align(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** The memory. */
  MemorySegment contents() {
    return contents;
  }

  /** Its size. */
  long bytes() {
    return contents.byteSize();
  }

  /** Where {@code kv_indptr} of table {@code t} begins. */
  long indptr(int t) {
    return t * stride;
  }

  /** Where {@code kv_page_indices} of table {@code t} begins. */
  long pages(int t) {
    return t * stride + pagesOffset;
  }

  /** Where {@code kv_last_page_len} of table {@code t} begins. */
  long lastPageLen(int t) {
    return t * stride + lastPageLenOffset;
  }
}
