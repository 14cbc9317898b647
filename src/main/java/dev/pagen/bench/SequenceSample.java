package dev.pagen.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Which sequences of a batch are compared with the reference: all, where that is quick. */
final class SequenceSample {
  /** Query rows times tokens of a sample, a second or so of the reference's time. */
  private static final long BUDGET = 1L << 22;

  private SequenceSample() {}

  /** The longest sequence, the shortest, and others as long as the budget lasts; ascending. */
  static int[] of(Batch batch, int sequenceRows) {
    int[] contexts = batch.contexts();
    List<Integer> order = new ArrayList<>(IntStream.range(0, contexts.length).boxed().toList());
    order.sort(Comparator.comparingInt(s -> contexts[s]));
    order.addFirst(order.removeLast());
    if (order.size() > 2) {
      Collections.shuffle(order.subList(2, order.size()), new Random(batch.seed()));
    }
    List<Integer> chosen = new ArrayList<>();
    long work = 0;
    for (int sequence : order) {
      work += (long) contexts[sequence] * sequenceRows;
      if (chosen.isEmpty() || work <= BUDGET) {
        chosen.add(sequence);
      }
    }
    return chosen.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}
