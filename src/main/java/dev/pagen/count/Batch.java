package dev.pagen.count;

import dev.pagen.spec.AttentionSpec;
import java.util.Map;
import java.util.Set;

/**
 * What a count runs on: equally long sequences, of which a few stand for all.
 *
 * @param planned sequences that the launch is planned for, at least {@code sequences}
 * @param sequences that are emulated, at least 1
 * @param context tokens of each, at least 1
 */
public record Batch(int planned, int sequences, int context) {
  /**
   * Tokens that counts are given for: the partition of the kernels that this project began with.
   */
  public static final int UNIT_TOKENS = 256;

  /** Waves that share {@link #UNIT_TOKENS}: a wave's counts are a quarter of a unit's. */
  public static final int UNIT_WAVES = 4;

  /** What {@link #names} are called. */
  public static final Set<String> NAMES = Set.of("sequences", "max_context");

  /** What launch lists call its numbers. */
  Map<String, Long> names() {
    return Map.of("sequences", (long) sequences, "max_context", (long) context);
  }

  /** How many times {@link #UNIT_TOKENS} tokens of one KV head queries see. */
  public double units(AttentionSpec attention) {
    return (double) sequences * attention.reach(context) * attention.kvHeads() / UNIT_TOKENS;
  }

  /** Bytes of K and V that queries see, each once. */
  public long kvBytes(AttentionSpec attention) {
    return (long) sequences
        * attention.reach(context)
        * attention.kvHeads()
        * attention.tokenBytes();
  }
}
