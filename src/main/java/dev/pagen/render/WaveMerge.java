package dev.pagen.render;

import dev.pagen.spec.AttentionSpec;

/**
 * How the waves of a workgroup hand over their outputs through LDS: in rounds of some heads, so
 * that the LDS it takes does not cost occupancy.
 *
 * @param heads query heads of one round
 * @param waveLdsBytes LDS of one wave, used first for staging K, then for handing over
 */
record WaveMerge(int heads, int waveLdsBytes) {
  private static final int STAGED_TOKENS = 16;
  private static final int PADDING_FLOATS = 4;

  /**
   * Beyond the staging area a wave takes no more than this: 4 waves then leave room for 3
   * workgroups.
   */
  private static final int HAND_OVER_BYTES = 5 * 1024;

  static WaveMerge of(AttentionSpec attention, boolean stagedK) {
    int headBytes = (attention.headSize() + PADDING_FLOATS) * Float.BYTES;
    int staging = stagedK ? STAGED_TOKENS * attention.rowBytes() : 0;
    int room = Math.max(staging, HAND_OVER_BYTES);
    int rounds = Math.ceilDiv(attention.gqaRatio() * headBytes, room);
    int heads = Math.ceilDiv(attention.gqaRatio(), rounds);
    return new WaveMerge(heads, Math.max(staging, heads * headBytes));
  }
}
