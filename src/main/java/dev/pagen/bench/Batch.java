package dev.pagen.bench;

import dev.pagen.attention.PageOrder;
import dev.pagen.spec.AttentionSpec;
import java.util.Arrays;

/**
 * What kernels are timed on.
 *
 * @param contexts tokens of each sequence, at least 0; not to be changed
 * @param pages where the pages lie
 * @param seed of the inputs
 */
public record Batch(int[] contexts, PageOrder pages, long seed) {
  /** Sequences. */
  public int sequences() {
    return contexts.length;
  }

  /** Tokens of all sequences. */
  public long tokens() {
    return Arrays.stream(contexts).asLongStream().sum();
  }

  /** Tokens of the longest sequence. */
  public int maxContext() {
    return Arrays.stream(contexts).max().orElse(0);
  }

  /** Bytes of keys and values that attention over this batch has to read. */
  public long kvBytes(AttentionSpec spec) {
    long reach = Arrays.stream(contexts).mapToLong(spec::reach).sum();
    return reach * spec.kvHeads() * spec.tokenBytes();
  }
}
