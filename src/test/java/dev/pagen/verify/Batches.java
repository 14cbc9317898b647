package dev.pagen.verify;

import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.SelectedTokens;
import dev.pagen.attention.TwoLists;
import dev.pagen.spec.KernelSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Batches as tests draw them, and the same sequences in other company. */
public final class Batches {
  private Batches() {}

  /** Normal inputs in shuffled pages. */
  static Workload draw(KernelSpec spec, long seed, int... contexts) {
    return Workload.draw(
        spec.attention(),
        spec.target(),
        contexts,
        InputDistribution.NORMAL,
        PageOrder.SHUFFLED,
        seed);
  }

  /** Some of a workload's sequences, in any order and any number of times, in the same cache. */
  public static Workload of(Workload all, List<Integer> sequences) {
    PageTable table = all.table();
    long rowBytes = all.query().byteSize() / table.sequences();
    MemorySegment query = Arena.ofAuto().allocate(sequences.size() * rowBytes, 64);
    for (int i = 0; i < sequences.size(); i++) {
      MemorySegment.copy(all.query(), sequences.get(i) * rowBytes, query, i * rowBytes, rowBytes);
    }
    int[] numbers = sequences.stream().mapToInt(Integer::intValue).toArray();
    PageTable chosen =
        switch (table) {
          case SelectedTokens lists -> lists.of(numbers);
          case TwoLists lists -> lists.of(numbers);
          default -> CsrPageTable.of(table, numbers).in(all.spec().pageTable());
        };
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
