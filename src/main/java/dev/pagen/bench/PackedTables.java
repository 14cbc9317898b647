package dev.pagen.bench;

import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.BlockTable;
import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.SelectedBlocks;
import dev.pagen.attention.SelectedTokens;
import dev.pagen.attention.TwoLists;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Page tables of as many sequences and pages each, one after another in one piece of memory. */
final class PackedTables {
  private static final long ALIGNMENT = 256;

  private final List<PageTable> tables;
  private final MemorySegment contents;
  private final long stride;

  PackedTables(List<PageTable> tables) {
    this.tables = tables;
    this.stride = arrays(tables.getFirst()).stream().mapToLong(PackedTables::bytes).sum();
    this.contents = Arena.ofAuto().allocate(tables.size() * stride, ALIGNMENT);
    for (int t = 0; t < tables.size(); t++) {
      long offset = t * stride;
      for (int[] array : arrays(tables.get(t))) {
        MemorySegment.copy(array, 0, contents, ValueLayout.JAVA_INT, offset, array.length);
        offset += bytes(array);
      }
    }
  }

  private static List<int[]> arrays(PageTable table) {
    return switch (table) {
      case CsrPageTable(_, int[] indptr, int[] pages, int[] lastPageLen) ->
          List.of(indptr, pages, lastPageLen);
      case BlockTable(_, _, int[] pages, int[] seqLens) -> List.of(pages, seqLens);
      case SelectedTokens lists ->
          List.of(lists.indices(), lists.lengths().orElseGet(() -> new int[0]));
      case TwoLists(SelectedTokens own, SelectedTokens extra) ->
          Stream.concat(arrays(own).stream(), arrays(extra).stream()).toList();
      case SelectedBlocks lists -> {
        List<int[]> arrays = new ArrayList<>(arrays(lists.table()));
        arrays.addFirst(lists.ids());
        yield arrays;
      }
    };
  }

  private static long bytes(int[] array) {
    return Math.ceilDiv((long) array.length * Integer.BYTES, ALIGNMENT) * ALIGNMENT;
  }

  /** The memory. */
  MemorySegment contents() {
    return contents;
  }

  /** Its size. */
  long bytes() {
    return contents.byteSize();
  }

  /**
   * Adds table {@code t} to a launch's tensors.
   *
   * @param address where the memory was copied to
   */
  AttentionTensors.Builder put(int t, long address, AttentionTensors.Builder to) {
    return put(tables.get(t), address + t * stride, to);
  }

  private static AttentionTensors.Builder put(
      PageTable table, long first, AttentionTensors.Builder to) {
    return switch (table) {
      case SelectedBlocks lists ->
          put(lists.table(), first + bytes(lists.ids()), to)
              .blockIds(first)
              .blockIdsStride(lists.stride())
              .blockIdsHeadStride(lists.headStride())
              .topBlocks(lists.topBlocks())
              .sequenceQueries(lists.sequenceQueries());
      case CsrPageTable(_, int[] indptr, int[] pages, _) ->
          to.kvIndptr(first)
              .kvPageIndices(first + bytes(indptr))
              .kvLastPageLen(first + bytes(indptr) + bytes(pages));
      case BlockTable(_, int rowStride, int[] pages, _) ->
          to.blockTable(first).blockTableStride(rowStride).seqLens(first + bytes(pages));
      case SelectedTokens lists ->
          to.indices(first)
              .indicesStride(lists.stride())
              .topK(lists.topK())
              .lengths(lists.lengths().isPresent() ? first + bytes(lists.indices()) : 0);
      case TwoLists(SelectedTokens own, SelectedTokens extra) -> {
        long second = first + arrays(own).stream().mapToLong(PackedTables::bytes).sum();
        yield put(own, first, to)
            .extraIndices(second)
            .extraIndicesStride(extra.stride())
            .extraTopK(extra.topK())
            .extraLengths(extra.lengths().isPresent() ? second + bytes(extra.indices()) : 0);
      }
    };
  }
}
