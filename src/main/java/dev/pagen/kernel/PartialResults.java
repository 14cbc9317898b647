package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;

/** What it costs to split a sequence: every partition's result is written, and read again. */
final class PartialResults {
  /** The context that the invariant partition is made for, in tokens. */
  private static final int LONG_CONTEXT = 131_072;

  private static final int SMALLEST_INVARIANT = 512;
  private static final int LARGEST_INVARIANT = 4096;

  private PartialResults() {}

  /** How many tokens' rows are as many bytes as one partition's partial results. */
  static double tokens(AttentionSpec attention, HeadGroups groups) {
    double partial = (double) groups.rows() * attention.valueSize() * Float.BYTES;
    return partial / attention.tokenBytes();
  }

  /**
   * The partition of the batch-invariant mode: a power of two, the same for every batch, schedule
   * and GPU of a family. A lone sequence of n tokens takes as long as a partition, and as merging n
   * / partition results: the square of the best partition is n times {@link #tokens}. Long contexts
   * are what it is chosen for, so that a short sequence has one partition or a few, however small
   * the batch.
   *
   * @param tokens of partial results, as above
   */
  static int invariantPartition(double tokens) {
    int partition = SMALLEST_INVARIANT;
    while (partition < LARGEST_INVARIANT
        && (double) partition * partition < LONG_CONTEXT * tokens) {
      partition *= 2;
    }
    return partition;
  }
}
