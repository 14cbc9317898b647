package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.TuningParameter;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Latent attention (MLA) on CDNA targets. All waves of a workgroup look at every token, in one tile
 * that they share in LDS, and each has 16 query rows and a part of the value's elements.
 */
public record CdnaLatent(AttentionSpec attention, Target target) implements KernelDesign {
  /** Query rows of a wave: the columns of a matrix instruction. */
  private static final int WAVE_ROWS = 16;

  /** Query rows of a workgroup: 16 for each of eight waves. */
  private static final int MOST_ROWS = 8 * WAVE_ROWS;

  /** Tiles: one in LDS, and one on its way in registers. */
  private static final int BUFFERING = 2;

  /** The value's 16-byte chunks that sixteen lanes read are no more than so many parts. */
  private static final int MOST_PARTS = 4;

  /** Eight lanes look up a row. */
  private static final int MOST_ROWS_OF_WAVE = Cdna.WAVE_SIZE / 8;

  /** Addresses, indices, probabilities and what the compiler keeps besides. */
  private static final int OTHER_REGISTERS = 30;

  /** What is on its way, and made, of the scales of a tile's tokens. */
  private static final int SCALE_REGISTERS = 8;

  /** What widening leaves no room for: page numbers that divisions find, and slopes. */
  private static final int WIDENING_BESIDE_ODD_PAGES = 12;

  private static final int WIDENING_BESIDE_SLOPES = 10;

  /** Registers of a lane where a workgroup has eight waves. */
  private static final int ROOM_OF_EIGHT = Target.REGISTERS_PER_LANE / (8 / Target.SIMDS_PER_CU);

  @Override
  public String template() {
    return "cdna/latent";
  }

  @Override
  public void checkRows(List<Refusal> refusals) {
    Latent.checkRows(attention, refusals);
  }

  @Override
  public void checkLayout(List<Refusal> refusals) {
    // Rows of latents and where they lie are refused together.
  }

  @Override
  public void check(Tuning tuning, List<Refusal> refusals) {
    Cdna.check(attention, target, tuning, refusals);
    checkPath("k-path", tuning.kPath(), refusals);
    checkPath("v-path", tuning.vPath(), refusals);
    if (tuning.buffering() != BUFFERING) {
      refusals.add(
          new Refusal(
              "buffering " + tuning.buffering(),
              "one tile of latents is in LDS and one on its way",
              "the nearest is " + BUFFERING));
    }
    int fewest = headWaves();
    int most = MOST_PARTS * fewest;
    if (tuning.waves() < fewest || tuning.waves() > most) {
      refusals.add(
          new Refusal(
              "waves " + tuning.waves(),
              "%d query rows take %d to %d waves".formatted(headGroups().rows(), fewest, most),
              "the nearest is " + Math.clamp(tuning.waves(), fewest, most)));
    }
    if (rowsOfWave(tuning) > MOST_ROWS_OF_WAVE) {
      refusals.add(
          new Refusal(
              "tile " + tuning.tile(),
              "a wave loads up to %d rows of a tile".formatted(MOST_ROWS_OF_WAVE),
              "the nearest is " + MOST_ROWS_OF_WAVE * tuning.waves()));
    }
  }

  private static void checkPath(String name, LoadPath path, List<Refusal> refusals) {
    if (path != LoadPath.LDS) {
      refusals.add(
          new Refusal(
              name + " " + path,
              "all waves of a workgroup share a latent, through LDS",
              "the nearest is lds"));
    }
  }

  @Override
  public Tuning defaultTuning() {
    Tuning longer = tuning(32);
    boolean fits = headWaves() < 8 || comfortableRegisters(longer) <= ROOM_OF_EIGHT;
    return withWavesPerEu(wantsLongerTile() && fits ? longer : tuning(16));
  }

  private Tuning tuning(int tile) {
    boolean wide = target == Target.GFX950 && tile == 32;
    return Tuning.PLAIN
        .withBuffering(BUFFERING)
        .withWaves(headWaves() > 2 ? 8 : 4)
        .withTile(tile)
        .withKPath(LoadPath.LDS)
        .withVPath(LoadPath.LDS)
        .withMfma(wide ? MfmaShape.M16N16K32 : MfmaShape.M16N16K16);
  }

  /**
   * Where only one workgroup of a compute unit has room, for its query rows, a longer tile keeps
   * more on its way; of 8-bit rows it does with as many rows as eight waves can have. On gfx950 LDS
   * has room for several, and matrix instructions want them, but for rows with a slope and an end
   * of what they see each.
   */
  private boolean wantsLongerTile() {
    if (target == Target.GFX950) {
      return !HeadGroups.biased(attention);
    }
    return headWaves() == 4
        || (headWaves() == 8 && attention.quantised() && !attention.countsTokens());
  }

  @Override
  public Tuning settle(Tuning tuning, Set<TuningParameter> fixed) {
    return Cdna.settle(tuning, fixed);
  }

  @Override
  public Tuning withWavesPerEu(Tuning tuning) {
    return Cdna.withWavesPerEu(tuning, target, lds(tuning), comfortableRegisters(tuning));
  }

  @Override
  public List<Saving> savings() {
    return List.of(Saving.MERGING, Saving.TILE, Saving.WAVES);
  }

  @Override
  public HeadGroups headGroups() {
    return HeadGroups.of(attention, MOST_ROWS);
  }

  /** Waves between which the query rows are shared out: the fewest that have room for them. */
  public int headWaves() {
    int waves = Math.ceilDiv(headGroups().rows(), WAVE_ROWS);
    return waves == 1 ? 1 : 2 * Integer.highestOneBit(waves - 1);
  }

  /** Rows of a tile that one wave loads. */
  public static int rowsOfWave(Tuning tuning) {
    return tuning.tile() / tuning.waves();
  }

  @Override
  public int tokensPerBlock(Tuning tuning) {
    return tuning.tile();
  }

  /** One tile, widened to the query's dtype, and its tokens' scales: all waves share them. */
  @Override
  public LdsUse lds(Tuning tuning) {
    int scale = attention.kvScales() == KvScales.TOKEN ? Float.BYTES : 0;
    int bytes = tuning.tile() * (widenedRowBytes() + scale);
    return new LdsUse(bytes / tuning.waves(), 1, bytes, 0);
  }

  @Override
  public String largestInLds(Tuning tuning) {
    return Cdna.largestInLds(tuning);
  }

  @Override
  public int registers(Tuning tuning) {
    int parts = Math.max(1, tuning.waves() / headWaves());
    int query = WAVE_ROWS * widenedRowBytes() / Cdna.REGISTER_BYTES;
    int output = WAVE_ROWS * attention.valueSize() / parts / Cdna.WAVE_SIZE;
    int incoming = Math.max(1, rowsOfWave(tuning)) * attention.rowBytes() / Cdna.REGISTER_BYTES;
    int scores = tuning.tile() / 4;
    return query + output + incoming + scores + OTHER_REGISTERS;
  }

  /** Registers per lane with which nothing is in anything's way. */
  private int comfortableRegisters(Tuning tuning) {
    int scales = attention.kvScales() == KvScales.TOKEN ? tuning.tile() / 4 + SCALE_REGISTERS : 0;
    return registers(tuning) + scales + widening();
  }

  private int widening() {
    if (!attention.quantised()) {
      return 0;
    }
    return (Integer.bitCount(attention.pageSize()) == 1 ? 0 : WIDENING_BESIDE_ODD_PAGES)
        + (attention.alibi() ? WIDENING_BESIDE_SLOPES : 0);
  }

  private int widenedRowBytes() {
    return attention.headSize() * attention.dtype().bytes();
  }

  @Override
  public OptionalLong copiedBytes(Tuning tuning) {
    return OptionalLong.empty();
  }

  @Override
  public FloorRows floorRows() {
    return FloorRows.of(attention, Cdna.WAVE_SIZE);
  }

  @Override
  public LaunchCosts launchCosts(Reduce reduce) {
    return Cdna.LAUNCH_COSTS;
  }

  @Override
  public boolean narrowsQueries() {
    return false;
  }

  @Override
  public boolean mergesAhead() {
    return Cdna.mergesAhead(attention);
  }
}
