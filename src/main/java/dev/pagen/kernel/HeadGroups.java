package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;

/**
 * How the query rows of one KV head are dealt out to workgroups. A query row is a query head of one
 * of the new tokens. A KV head's rows are packed as in query and output: the heads of the first
 * token, then those of the next. A matrix instruction has columns for 16 rows; where there are
 * more, several workgroups read the KV head's keys and values, one after the other in the launch,
 * so that all but the first find them in a cache. Of a latent one workgroup takes many more: its
 * waves share what is in LDS.
 *
 * @param count workgroups that share a KV head, at least 1
 * @param rows query rows of each, 1 to 16, or to 8 for long rows, or to 64 where waves share them,
 *     or to 128 of a latent (fewer of long ones; 64 on NVIDIA targets); the last may have fewer
 * @param waves waves of a workgroup that share tiles, each with query rows of its own; 1 where each
 *     wave has tiles of its own, and all rows
 */
public record HeadGroups(int count, int rows, int waves) {
  /** Rows of one matrix instruction, where waves share the rows. */
  private static final int ALIGNMENT = 8;

  /** Groups in which each wave has all rows. */
  public HeadGroups(int count, int rows) {
    this(count, rows, 1);
  }

  /** As few groups of up to {@code most} rows as there can be, as equal as they can be. */
  static HeadGroups of(AttentionSpec attention, int most) {
    int count = Math.ceilDiv(attention.queryRows(), most);
    return new HeadGroups(count, Math.ceilDiv(attention.queryRows(), count));
  }

  /** The same groups, whose rows so many waves share out. */
  HeadGroups sharedBy(int sharers) {
    return new HeadGroups(count, rows, sharers);
  }

  /** Query rows of each wave; of the last ones fewer may be left. */
  public int waveRows() {
    return waves == 1 ? rows : Math.ceilDiv(Math.ceilDiv(rows, waves), ALIGNMENT) * ALIGNMENT;
  }

  /** Whether each query row has a slope and an end of what it sees. */
  static boolean biased(AttentionSpec attention) {
    return attention.alibi() && attention.countsTokens();
  }
}
