package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Family;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;

/**
 * The LDS of a decode workgroup. Each wave has a part of its own, first for staging rows (CDNA) or
 * for its ring of tiles (NVIDIA), then for handing over its output, in rounds of some query rows,
 * so that it does not cost occupancy.
 *
 * @param waveBytes part of one wave
 * @param mergeHeads query rows handed over in one round
 * @param totalBytes of the workgroup
 * @param launchBytes those of the total that the kernel does not declare: the launch gives them
 */
public record LdsUse(int waveBytes, int mergeHeads, int totalBytes, int launchBytes) {
  private static final int STAGED_TOKENS = 16;
  private static final int PADDING_FLOATS = 4;

  /** Exclusive ors on offsets reach no further than all banks of LDS. */
  private static final int ALIGNMENT = 256;

  /** Maximum and sum of 16 query rows, behind their output. */
  private static final int STATISTICS_BYTES = 2 * 16 * Float.BYTES;

  /** The page of each lane's token. */
  private static final int COPIED_PAGES_BYTES = 64 * Integer.BYTES;

  /** Beyond staging a wave takes no more than this: 4 waves then leave room for 3 workgroups. */
  private static final int HAND_OVER_BYTES = 5 * 1024;

  /** What the kernel of {@code attention} and {@code tuning} needs. */
  public static LdsUse of(AttentionSpec attention, Tuning tuning, Family family) {
    return switch (family) {
      case CDNA -> cdna(attention, tuning);
      case NVIDIA -> nvidia(attention, tuning);
    };
  }

  private static LdsUse cdna(AttentionSpec attention, Tuning tuning) {
    if (attention.latent().isPresent()) {
      return LatentSupport.lds(attention, tuning);
    }
    int headBytes = headBytes(attention);
    boolean stages = tuning.kPath() == LoadPath.LDS || tuning.vPath() == LoadPath.LDS;
    int staging = stages ? STAGED_TOKENS * RowSlices.of(attention).stagedBytes() : 0;
    if (tuning.kPath() == LoadPath.COPY) {
      int pages = tuning.spansPerBlock(Family.CDNA.waveSize()) * COPIED_PAGES_BYTES;
      staging = ring(attention.rowBytes(), tuning) + pages;
    }
    int room = Math.max(staging, HAND_OVER_BYTES);
    int groupRows = HeadGroups.of(attention, Family.CDNA).rows();
    int rounds = Math.ceilDiv(groupRows * headBytes, room - STATISTICS_BYTES);
    int rows = Math.ceilDiv(groupRows, rounds);
    int waveBytes = align(Math.max(staging, rows * headBytes + STATISTICS_BYTES));
    return new LdsUse(waveBytes, rows, tuning.waves() * waveBytes, 0);
  }

  private static LdsUse nvidia(AttentionSpec attention, Tuning tuning) {
    if (attention.latent().isPresent()) {
      return NvidiaLatents.lds(attention, tuning);
    }
    int rows = HeadGroups.of(attention, Family.NVIDIA).rows();
    int waveBytes =
        align(
            Math.max(
                ring(StagedRow.of(attention).pitch(), tuning) + scales(attention, tuning),
                rows * headBytes(attention) + STATISTICS_BYTES));
    int totalBytes = tuning.waves() * waveBytes;
    return new LdsUse(waveBytes, rows, totalBytes, totalBytes);
  }

  /** Tiles of K and V of one wave. */
  private static int ring(int rowBytes, Tuning tuning) {
    return tuning.buffering() * 2 * tuning.tile() * rowBytes;
  }

  /** The scales of those tiles' tokens, of K and of V. */
  private static int scales(AttentionSpec attention, Tuning tuning) {
    return attention.kvScales() == KvScales.TOKEN
        ? tuning.buffering() * 2 * tuning.tile() * Float.BYTES
        : 0;
  }

  private static int headBytes(AttentionSpec attention) {
    return (attention.headSize() + PADDING_FLOATS) * Float.BYTES;
  }

  private static int align(int bytes) {
    return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
  }
}
