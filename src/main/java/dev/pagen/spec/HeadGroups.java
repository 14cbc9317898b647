package dev.pagen.spec;

/**
 * How the query heads of one KV head are dealt out to workgroups. A matrix instruction has columns
 * for 16 heads; where there are more, several workgroups read the KV head's rows, one after the
 * other in the launch, so that all but the first find them in a cache. Of a latent, which they
 * share through LDS, the waves of one workgroup take all heads.
 *
 * @param count workgroups that share a KV head, at least 1
 * @param heads query heads of each, 1 to 16, or to 8 for rows of more than 256 elements, or all of
 *     a latent; the last may have fewer
 */
public record HeadGroups(int count, int heads) {
  private static final int MOST_HEADS = 16;

  /** Longer rows leave a lane registers for half as many, on NVIDIA targets. */
  private static final int MOST_HEAD_SIZE = 256;

  /** As few groups as there can be, as equal as they can be. */
  public static HeadGroups of(AttentionSpec attention) {
    if (attention.latent().isPresent()) {
      return new HeadGroups(1, attention.gqaRatio());
    }
    int most = attention.headSize() > MOST_HEAD_SIZE ? MOST_HEADS / 2 : MOST_HEADS;
    int count = Math.ceilDiv(attention.gqaRatio(), most);
    return new HeadGroups(count, Math.ceilDiv(attention.gqaRatio(), count));
  }

  /** Workgroups of a sequence's partition. */
  public static int workgroups(AttentionSpec attention) {
    return attention.kvHeads() * of(attention).count;
  }
}
