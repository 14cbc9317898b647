package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;

/**
 * Keys and values of new tokens in device memory, as a model computes them: {@code [tokens, KV
 * heads, head size]}, or value size, of the query's type, of one sequence after the other. Strides
 * count elements.
 *
 * @param tokens rows: at least as many as the sequences have new tokens. What is behind these pads
 *     the batch, and is not read
 * @param key address, 16-byte aligned; of a spec with a latent the latents
 * @param value address, 16-byte aligned; 0 for a spec with a latent
 * @param keyStride from one token's key to the next: whole 16 bytes
 * @param valueStride from one token's value to the next: whole 16 bytes
 */
public record NewRows(int tokens, long key, long value, long keyStride, long valueStride) {
  /** Rows without gaps. */
  public static NewRows of(AttentionSpec spec, int tokens, long key, long value) {
    return new NewRows(
        tokens,
        key,
        value,
        (long) spec.kvHeads() * spec.headSize(),
        (long) spec.kvHeads() * spec.valueSize());
  }
}
