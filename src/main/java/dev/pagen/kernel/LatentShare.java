package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Family;
import dev.pagen.spec.Tuning;

/**
 * How the waves of a workgroup on a CDNA target share latent attention: all of them look at every
 * token, and each has 16 query rows and a part of the value's elements.
 *
 * @param headWaves waves between which the query rows are shared out, a power of two
 * @param parts of the value, as many waves for each 16 rows
 */
public record LatentShare(int headWaves, int parts) {
  /** Query rows of a wave: the columns of a matrix instruction. */
  static final int WAVE_ROWS = 16;

  /** What the waves of {@code tuning} have of {@code attention}, which has a latent. */
  public static LatentShare of(AttentionSpec attention, Tuning tuning) {
    int headWaves = fewestWaves(attention);
    return new LatentShare(headWaves, Math.max(1, tuning.waves() / headWaves));
  }

  /** The least power of two of waves that have room for a workgroup's rows. */
  static int fewestWaves(AttentionSpec attention) {
    int waves = Math.ceilDiv(HeadGroups.of(attention, Family.CDNA).rows(), WAVE_ROWS);
    return waves == 1 ? 1 : 2 * Integer.highestOneBit(waves - 1);
  }
}
