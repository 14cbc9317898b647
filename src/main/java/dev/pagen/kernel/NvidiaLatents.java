package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Numbering;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.Tuning.Schedule;
import java.util.List;

/** Latent attention on NVIDIA targets: what a tuning can be, and what it is by default. */
public final class NvidiaLatents {
  /** Output of more query rows leaves a multiprocessor's registers no room for anything else. */
  private static final int MOST_ROWS = 64;

  /**
   * And of these, where each has a slope and an end of what it sees, or where workgroups have to
   * remember which of several latents is theirs.
   */
  private static final int MOST_BURDENED_ROWS = 48;

  private static final int WAVES = 8;
  private static final int ROWS_PER_TILE = 8;
  private static final int TOKENS_PER_TILE = 16;
  private static final int CHUNK_BYTES = 16;

  /** Addresses, indices, fragments of matrices and what the compiler keeps besides. */
  private static final int OTHER_REGISTERS = 64;

  private NvidiaLatents() {}

  /** The most query rows of a workgroup. */
  static int mostRows(AttentionSpec attention) {
    boolean several = attention.kvHeads() > 1 && attention.queryRows() > MOST_ROWS;
    return several || HeadGroups.biased(attention) ? MOST_BURDENED_ROWS : MOST_ROWS;
  }

  /**
   * The longest tile of which two, and the queries, have room, and eight waves; four for up to 16
   * rows of 16 bits. On an H200 both are within 9 % of the best of 16 heads for five batches of 1
   * to 512 sequences, but for 8 bits and 128 sequences of 2048 tokens, of which a ring of three
   * tiles takes four fifths of the time.
   */
  static Tuning defaultFor(AttentionSpec attention, Target target) {
    boolean few = attention.queryRows() <= 2 * ROWS_PER_TILE && !attention.quantised();
    int waves = few ? WAVES / 2 : WAVES;
    Tuning longTiles = of(waves, 64);
    return bytes(attention, longTiles) <= target.ldsBytesPerWorkgroup() ? longTiles : of(waves, 32);
  }

  private static Tuning of(int waves, int tile) {
    return new Tuning(
        2,
        0,
        waves,
        tile,
        LoadPath.LDS,
        LoadPath.LDS,
        true,
        MfmaShape.M16N8K16,
        0,
        Reduce.KERNEL,
        Numbering.LINEAR,
        Schedule.GRID);
  }

  static void check(KernelSpec spec, List<Refusal> refusals) {
    Tuning tuning = spec.tuning();
    if (tuning.buffering() < 2) {
      refusals.add(
          new Refusal(
              "buffering " + tuning.buffering(),
              "one tile of latents is computed on while others are on their way",
              "the nearest is 2"));
    }
    int subtiles = tuning.tile() / TOKENS_PER_TILE;
    int most = tuning.tile() / rowsOfRest(spec.attention());
    if (tuning.waves() < subtiles || tuning.waves() > most) {
      refusals.add(
          new Refusal(
              "waves " + tuning.waves(),
              "tiles of %d latents take %d to %d waves".formatted(tuning.tile(), subtiles, most),
              "the nearest is " + Math.clamp(tuning.waves(), subtiles, most)));
    }
  }

  /** Whether shares of a tile's scores have room for more tiles of query rows than there are. */
  public static boolean surplusTiles(AttentionSpec attention, Tuning tuning) {
    return headTiles(attention) % scoreShares(tuning) != 0;
  }

  /** Waves among which the query rows are divided for the scores of the same tokens. */
  private static int scoreShares(Tuning tuning) {
    return Math.max(1, tuning.waves() / (tuning.tile() / TOKENS_PER_TILE));
  }

  /** Registers per lane that a kernel cannot do without. */
  static int registers(AttentionSpec attention, Tuning tuning) {
    int headTiles = headTiles(attention);
    int scores = 8 * Math.ceilDiv(headTiles, scoreShares(tuning));
    int output = headTiles * attention.valueSize() / tuning.waves() / 16 * 4;
    return output + 2 * headTiles + scores + OTHER_REGISTERS;
  }

  /**
   * The ring, the queries, a tile's probabilities, and a number for each subtile and head. Rows of
   * 8 bits, and the queries beside them, are a chunk apart.
   */
  static LdsUse lds(AttentionSpec attention, Tuning tuning) {
    int bytes = bytes(attention, tuning);
    return new LdsUse(bytes / tuning.waves(), 1, bytes, bytes);
  }

  private static int bytes(AttentionSpec attention, Tuning tuning) {
    int headTiles = headTiles(attention);
    int heads = headTiles * ROWS_PER_TILE;
    int gap = attention.quantised() ? CHUNK_BYTES : 0;
    int scale = attention.kvScales() == KvScales.TOKEN ? Float.BYTES : 0;
    int ring = tuning.buffering() * tuning.tile() * (attention.rowBytes() + gap + scale);
    int queries = heads * (attention.headSize() * attention.dtype().bytes() + gap);
    int weightPitch = (2 * Math.ceilDiv(headTiles, 2) + 1) * ROWS_PER_TILE * Short.BYTES;
    int numbers = tuning.tile() / TOKENS_PER_TILE * heads * Float.BYTES;
    return ring + queries + tuning.tile() * weightPitch + numbers;
  }

  /** Rows of which a wave copies at once what follows the value, 16 bytes per lane. */
  private static int rowsOfRest(AttentionSpec attention) {
    int elements = LatentSupport.ROW_SIZE - LatentSupport.VALUE_SIZE;
    return Family.NVIDIA.waveSize() * CHUNK_BYTES / (elements * attention.kvDtype().bytes());
  }

  private static int headTiles(AttentionSpec attention) {
    return Math.ceilDiv(HeadGroups.of(attention, Family.NVIDIA).rows(), ROWS_PER_TILE);
  }
}
