package dev.pagen.verify;

import dev.pagen.attention.BlockTable;
import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.SelectedBlocks;
import dev.pagen.attention.SelectedTokens;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Lookback;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
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
        table instanceof SelectedTokens lists
            ? lists.of(numbers)
            : table instanceof SelectedBlocks blocks
                ? blocks.of(numbers)
                : CsrPageTable.of(table, numbers).in(all.spec().pageTable());
    return new Workload(all.spec(), chosen, query, all.cache(), all.heads(), all.out());
  }

  /**
   * The same queries over other ones of the blocks that they have, some of them twice and some
   * none, of sequences that are shorter if there is no window. Only for page tables with rows.
   */
  public static Workload otherBlocks(Workload of, long seed) {
    SelectedBlocks lists = (SelectedBlocks) of.table();
    BlockTable rows = (BlockTable) lists.table();
    Random random = new Random(seed);
    int[] ids = new int[lists.ids().length];
    for (int s = 0; s < lists.sequences(); s++) {
      for (int i = 0; i < lists.stride(); i++) {
        int head = lists.headStride() == 0 ? 0 : i / lists.headStride() % of.spec().kvHeads();
        int first = s * lists.stride() + head * lists.headStride();
        int other = first + random.nextInt(lists.topBlocks());
        ids[s * lists.stride() + i] = random.nextInt(5) == 0 ? -1 - i : lists.ids()[other];
      }
    }
    // A window would begin before what was drawn.
    int share = lists.lookback() instanceof Lookback.Full ? 4 : Integer.MAX_VALUE;
    int[] lengths =
        Arrays.stream(rows.seqLens()).map(n -> n - random.nextInt(n / share + 1)).toArray();
    SelectedBlocks shorter =
        new SelectedBlocks(
            new BlockTable(rows.pageSize(), rows.stride(), rows.pages(), lengths),
            lists.lookback(),
            lists.blockSize(),
            lists.topBlocks(),
            lists.sequenceQueries(),
            lists.stride(),
            lists.headStride(),
            ids);
    return new Workload(of.spec(), shorter, of.query(), of.cache(), of.heads(), of.out());
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
