package dev.pagen.verify;

import dev.pagen.attention.WorkloadException;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.QueryLens;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The new tokens of a batch's sequences, which query and output have rows for: one sequence's after
 * the other's.
 *
 * @param startLoc {@code [sequences + 1]}, from 0: sequence {@code s} has those from {@code
 *     startLoc[s]} to before {@code startLoc[s + 1]}; not to be changed
 */
public record NewTokens(int[] startLoc) {
  /**
   * @throws WorkloadException if the numbers do not begin with 0, or fall
   */
  public NewTokens {
    if (startLoc.length == 0 || startLoc[0] != 0) {
      throw new WorkloadException(
          "query_start_loc must have at least one number and start with 0.");
    }
    for (int s = 0; s + 1 < startLoc.length; s++) {
      if (startLoc[s + 1] < startLoc[s]) {
        throw new WorkloadException("query_start_loc falls after sequence %d.".formatted(s));
      }
    }
  }

  /** As many of each sequence. */
  public static NewTokens uniform(int sequences, int qLen) {
    return new NewTokens(
        IntStream.rangeClosed(0, sequences).map(s -> Math.multiplyExact(s, qLen)).toArray());
  }

  /** These numbers of them. */
  public static NewTokens of(int... counts) {
    int[] startLoc = new int[counts.length + 1];
    for (int s = 0; s < counts.length; s++) {
      startLoc[s + 1] = Math.addExact(startLoc[s], counts[s]);
    }
    return new NewTokens(startLoc);
  }

  /** Any number that a sequence of the spec can have. */
  static NewTokens draw(AttentionSpec spec, int sequences, SplittableRandom random) {
    return spec.queryLens() == QueryLens.UNIFORM
        ? uniform(sequences, spec.qLen())
        : of(IntStream.range(0, sequences).map(_ -> random.nextInt(spec.qLen() + 1)).toArray());
  }

  /** Sequences of the batch. */
  int sequences() {
    return startLoc.length - 1;
  }

  /** All of them together. */
  public int total() {
    return startLoc[sequences()];
  }

  /** Those before the first of sequence {@code s}. */
  public int first(int s) {
    return startLoc[s];
  }

  /** Those of sequence {@code s}. */
  public int count(int s) {
    return startLoc[s + 1] - startLoc[s];
  }

  /** The sequence of token {@code i} of all. */
  int sequence(int i) {
    int low = 0;
    int high = sequences() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (startLoc[middle + 1] > i) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * Returns if sequences of the spec can have so many.
   *
   * @throws WorkloadException if not
   */
  void requireFor(AttentionSpec spec, int batch) {
    if (sequences() != batch) {
      throw new WorkloadException(
          "query_start_loc has %d numbers for %d sequences.".formatted(startLoc.length, batch));
    }
    boolean uniform = spec.queryLens() == QueryLens.UNIFORM;
    for (int s = 0; s < sequences(); s++) {
      if (count(s) > spec.qLen() || uniform && count(s) < spec.qLen()) {
        throw new WorkloadException(
            "Sequence %d has %d new tokens; the spec's have %s%d."
                .formatted(s, count(s), uniform ? "" : "0 to ", spec.qLen()));
      }
    }
  }
}
