package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;

/**
 * How the query rows of one KV head are dealt out to workgroups. A query row is a query head of one
 * of the new tokens. A KV head's rows are packed as in query and output: the heads of the first
 * token, then those of the next. A matrix instruction has columns for 16 rows; where there are
 * more, several workgroups read the KV head's keys and values, one after the other in the launch,
 * so that all but the first find them in a cache. Of a latent one workgroup takes many more: its
 * waves share what is in LDS.
 *
 * @param count workgroups that share a KV head, at least 1
 * @param rows query rows of each, 1 to 16, or to 8 for long rows, or to 128 of a latent (64 on
 *     NVIDIA targets); the last may have fewer
 */
public record HeadGroups(int count, int rows) {
  private static final int MOST_ROWS = 16;

  /** Longer rows leave a lane registers for half as many, on NVIDIA targets, */
  private static final int MOST_HEAD_SIZE = 256;

  /** and these do where each query row has a slope and an end of what it sees. */
  private static final int MOST_BIASED_HEAD_SIZE = 192;

  /** How a kernel deals them out. */
  public static HeadGroups of(KernelSpec spec) {
    return of(spec.attention(), spec.target().family());
  }

  /** As few groups as there can be, as equal as they can be. */
  public static HeadGroups of(AttentionSpec attention, Family family) {
    int most = attention.latent().isPresent() ? mostOfLatent(attention, family) : most(attention);
    int count = Math.ceilDiv(attention.queryRows(), most);
    return new HeadGroups(count, Math.ceilDiv(attention.queryRows(), count));
  }

  private static int mostOfLatent(AttentionSpec attention, Family family) {
    return switch (family) {
      case CDNA -> LatentSupport.MOST_ROWS;
      case NVIDIA -> NvidiaLatents.mostRows(attention);
    };
  }

  private static int most(AttentionSpec attention) {
    int fits = biased(attention) ? MOST_BIASED_HEAD_SIZE : MOST_HEAD_SIZE;
    return attention.headSize() > fits ? MOST_ROWS / 2 : MOST_ROWS;
  }

  /** Whether each query row has a slope and an end of what it sees. */
  static boolean biased(AttentionSpec attention) {
    return attention.alibi() && attention.qLen() > 1;
  }

  /** Workgroups of a sequence's partition. */
  public static int workgroups(KernelSpec spec) {
    return spec.attention().kvHeads() * of(spec).count;
  }
}
