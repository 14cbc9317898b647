package dev.pagen.verify;

import dev.pagen.attention.PageTable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Batches of the same sequences in other company. */
public final class Batches {
  private Batches() {}

  /** Some of a workload's sequences, in any order and any number of times, in the same cache. */
  public static Workload of(Workload all, List<Integer> sequences) {
    PageTable table = all.table();
    int[] indptr = new int[sequences.size() + 1];
    int[] lastPageLen = new int[sequences.size()];
    List<Integer> pages = new ArrayList<>();
    long rowBytes = all.query().byteSize() / table.sequences();
    MemorySegment query = Arena.ofAuto().allocate(sequences.size() * rowBytes, 64);
    for (int i = 0; i < sequences.size(); i++) {
      int s = sequences.get(i);
      IntStream.range(table.indptr()[s], table.indptr()[s + 1])
          .forEach(p -> pages.add(table.pages()[p]));
      indptr[i + 1] = pages.size();
      lastPageLen[i] = table.lastPageLen()[s];
      MemorySegment.copy(all.query(), s * rowBytes, query, i * rowBytes, rowBytes);
    }
    PageTable chosen =
        new PageTable(
            table.pageSize(),
            indptr,
            pages.stream().mapToInt(Integer::intValue).toArray(),
            lastPageLen);
    return new Workload(all.spec(), chosen, query, all.cache(), all.heads(), all.out());
  }

  /** The different outputs of {@code sequence} in a batch of {@code sequences}. */
  public static Set<List<Byte>> rows(byte[] out, List<Integer> sequences, int sequence) {
    int rowBytes = out.length / sequences.size();
    Set<List<Byte>> rows = new HashSet<>();
    for (int i = 0; i < sequences.size(); i++) {
      if (sequences.get(i) == sequence) {
        List<Byte> row = new ArrayList<>();
        for (int b = i * rowBytes; b < (i + 1) * rowBytes; b++) {
          row.add(out[b]);
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
