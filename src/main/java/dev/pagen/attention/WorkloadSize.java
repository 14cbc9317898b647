package dev.pagen.attention;

import java.util.Arrays;

/**
 * What a tuning depends on of a batch.
 *
 * @param sequences of the batch, at least 1
 * @param context tokens of a sequence, on average; at least 1
 */
public record WorkloadSize(int sequences, int context) {
  public WorkloadSize {
    if (sequences < 1 || context < 1) {
      throw new IllegalArgumentException(
          "%d sequences of %d tokens: at least 1 of each".formatted(sequences, context));
    }
  }

  /** The size of a batch of sequences with so many tokens each. */
  public static WorkloadSize of(int[] contexts) {
    long tokens = Arrays.stream(contexts).asLongStream().sum();
    return new WorkloadSize(
        contexts.length, Math.toIntExact(Math.max(1, tokens / contexts.length)));
  }

  /** The sizes that share tunings with this one: both numbers rounded to a power of two. */
  public WorkloadSize bucket() {
    return new WorkloadSize(1 << nearest(sequences), 1 << nearest(context));
  }

  /** How many doublings lie between two sizes, in sequences and in tokens together. */
  public double distance(WorkloadSize other) {
    return Math.abs(log2(sequences) - log2(other.sequences))
        + Math.abs(log2(context) - log2(other.context));
  }

  private static int nearest(int number) {
    return Math.clamp(Math.round(log2(number)), 0, Integer.SIZE - 2);
  }

  private static double log2(int number) {
    return Math.log(number) / Math.log(2);
  }

  @Override
  public String toString() {
    return "%s sequences of %s tokens".formatted(sequences, context);
  }
}
