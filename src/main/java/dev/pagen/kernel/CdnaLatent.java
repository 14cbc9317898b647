package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.RowFormat;
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
 * that they share in LDS, and each has one or two sets of 16 query rows and a part of the value's
 * elements.
 */
public record CdnaLatent(AttentionSpec attention, Target target) implements KernelDesign {
  /** Query rows of a set: the columns of a matrix instruction. */
  private static final int SET_ROWS = 16;

  /** Sets of a workgroup. */
  private static final int MOST_SETS = 8;

  /** Sets for which a wave has registers. */
  private static final int MOST_SETS_OF_WAVE = 2;

  /** Tiles: one in LDS, and one on its way in registers. */
  private static final int BUFFERING = 2;

  /** Tiles of the ring that copies fill: one computed on, and two on their way. */
  private static final int BUFFERING_OF_COPIES = 3;

  /** The pages of a wave's rows of a tile, in LDS: four bytes for each lane. */
  private static final int COPIED_PAGES_BYTES = Cdna.WAVE_SIZE * Integer.BYTES;

  /** Waves of a workgroup with few query rows. */
  private static final int FEW_WAVES = 4;

  /** And with many. */
  private static final int MANY_WAVES = 8;

  /** The shortest tile. */
  private static final int SHORT_TILE = 16;

  /** Elements of rows so short that a tile of more of them keeps enough on its way. */
  private static final int SHORT_ROW = 320;

  /** Addresses, indices, probabilities and what the compiler keeps besides. */
  private static final int OTHER_REGISTERS = 30;

  /** What is on its way, and made, of the scales of a tile's tokens. */
  private static final int SCALE_REGISTERS = 8;

  /** Places of chunks, of rows that are not DeepSeek's. */
  private static final int CHUNK_REGISTERS = 16;

  /** What these leave free, for several workgroups of a compute unit; and what LDS is read into. */
  private static final int SPARE_REGISTERS = 16;

  private static final int AHEAD_REGISTERS = 16;

  /** What widening leaves no room for: page numbers that divisions find, and slopes. */
  private static final int WIDENING_BESIDE_ODD_PAGES = 12;

  private static final int WIDENING_BESIDE_SLOPES = 10;

  /** And elements as floats, where what they are multiplied by is no power of two. */
  private static final int WIDENING_BY_FLOATS = 12;

  @Override
  public String template() {
    return "cdna/latent";
  }

  @Override
  public void checkRows(List<Refusal> refusals) {
    LatentRow.check(attention, refusals);
    Latent.checkFormat(attention, refusals);
    Latent.checkPlace(attention, refusals);
  }

  @Override
  public void check(Tuning tuning, List<Refusal> refusals) {
    Cdna.check(attention, target, tuning, refusals);
    checkPath("k-path", tuning.kPath(), refusals);
    checkPath("v-path", tuning.vPath(), refusals);
    checkTiles(tuning, refusals);
    int fewest = Math.max(1, rowSets() / MOST_SETS_OF_WAVE);
    int most = row().mostParts() * rowSets();
    if (tuning.waves() < fewest || tuning.waves() > most) {
      refusals.add(
          new Refusal(
              "waves " + tuning.waves(),
              "%d query rows take %d to %d waves".formatted(headGroups().rows(), fewest, most),
              "the nearest is " + Math.clamp(tuning.waves(), fewest, most)));
    }
  }

  private void checkPath(String name, LoadPath path, List<Refusal> refusals) {
    if (path == LoadPath.DIRECT) {
      refusePath(name, path, "all waves of a workgroup share a latent, through LDS", refusals);
    } else if (path == LoadPath.COPY && target != Target.GFX950) {
      refusePath(name, path, target + " has no copies of 16 bytes per lane to LDS", refusals);
    } else if (path == LoadPath.COPY && attention.quantised()) {
      refusePath(name, path, "a latent of 8 bits is widened on its way to LDS", refusals);
    }
  }

  private static void refusePath(
      String name, LoadPath path, String reason, List<Refusal> refusals) {
    refusals.add(new Refusal(name + " " + path, reason, "the nearest is lds"));
  }

  private void checkTiles(Tuning tuning, List<Refusal> refusals) {
    if (copies(tuning) != (tuning.vPath() == LoadPath.COPY)) {
      refusals.add(
          new Refusal(
              "v-path " + tuning.vPath(),
              "a row is key and value, and travels once",
              "the nearest is " + (copies(tuning) ? LoadPath.COPY : LoadPath.LDS)));
    }
    if (copies(tuning) ? tuning.buffering() < BUFFERING : tuning.buffering() != BUFFERING) {
      refusals.add(
          new Refusal(
              "buffering " + tuning.buffering(),
              "one tile of latents is in LDS and one on its way",
              "the nearest is " + BUFFERING));
    }
    int mostRows = row().mostRowsOfWave();
    int mostOfTile = mostRows * tuning.waves();
    if (rowsOfWave(tuning) > mostRows && mostOfTile < SHORT_TILE) {
      refusals.add(
          new Refusal(
              "waves " + tuning.waves(),
              "a wave loads up to %d rows of a tile, which has %d or more"
                  .formatted(mostRows, SHORT_TILE),
              "the nearest is " + SHORT_TILE / mostRows));
    } else if (rowsOfWave(tuning) > mostRows) {
      refusals.add(
          new Refusal(
              "tile " + tuning.tile(),
              "a wave loads up to %d rows of a tile".formatted(mostRows),
              "the nearest is " + mostOfTile));
    }
  }

  /** Whether tiles travel past the registers. */
  private static boolean copies(Tuning tuning) {
    return tuning.kPath() == LoadPath.COPY;
  }

  @Override
  public Tuning defaultTuning() {
    Tuning longer = tuning(2 * SHORT_TILE);
    return withWavesPerEu(wantsLongerTile() && fits(longer) ? longer : tuning(SHORT_TILE));
  }

  private boolean fits(Tuning tuning) {
    int registers = rowSets() < mostSets() ? registers(tuning) : comfortableRegisters(tuning);
    return registers <= room(tuning.waves())
        && rowsOfWave(tuning) <= row().mostRowsOfWave()
        && lds(tuning).totalBytes() <= target.ldsBytesPerWorkgroup();
  }

  private Tuning tuning(int tile) {
    boolean wide = target == Target.GFX950 && tile == 32;
    boolean shared = rowSets() > 2 && row().mostParts() > 1;
    boolean copied = target == Target.GFX950 && shared && !attention.quantised();
    LoadPath path = copied ? LoadPath.COPY : LoadPath.LDS;
    return Tuning.PLAIN
        .withBuffering(copied ? BUFFERING_OF_COPIES : BUFFERING)
        .withWaves(Math.min(rowSets() > 2 ? MANY_WAVES : FEW_WAVES, row().mostParts() * rowSets()))
        .withTile(tile)
        .withKPath(path)
        .withVPath(path)
        .withMfma(wide ? MfmaShape.M16N16K32 : MfmaShape.M16N16K16);
  }

  /**
   * Where only one workgroup of a compute unit has room, for its query rows, a longer tile keeps
   * more on its way; of 8-bit rows it does with as many rows as eight waves can have. On gfx950 LDS
   * has room for several, and matrix instructions want them, but for rows with a slope and an end
   * of what they see each. Of short rows a longer tile has as many bytes, and of long ones a short
   * one.
   */
  private boolean wantsLongerTile() {
    if (attention.headSize() <= SHORT_ROW) {
      return true;
    }
    if (attention.headSize() > Latent.ROW_SIZE) {
      return false;
    }
    if (target == Target.GFX950) {
      return !HeadGroups.biased(attention);
    }
    return rowSets() == 4
        || (rowSets() == MOST_SETS && attention.quantised() && !attention.countsTokens());
  }

  @Override
  public Tuning settle(Tuning tuning, Set<TuningParameter> fixed) {
    Tuning settled = Cdna.settle(tuning, fixed);
    if (copies(settled)) {
      return settled;
    }
    if (!fixed.contains(TuningParameter.V_PATH)) {
      settled = settled.withVPath(LoadPath.LDS);
    }
    return fixed.contains(TuningParameter.BUFFERING) ? settled : settled.withBuffering(BUFFERING);
  }

  @Override
  public Tuning withWavesPerEu(Tuning tuning) {
    int registers = comfortableRegisters(tuning);
    if (row().sharesRests()) {
      return Cdna.withWavesPerEu(tuning, target, lds(tuning), registers);
    }
    int spare = SPARE_REGISTERS + (readsAhead(tuning) ? AHEAD_REGISTERS : 0);
    Tuning bounded = Cdna.withWavesPerEu(tuning, target, lds(tuning), registers + spare);
    int ofWorkgroup = Math.ceilDiv(tuning.waves(), Target.SIMDS_PER_CU);
    return bounded.withWavesPerEu(bounded.wavesPerEu() / ofWorkgroup * ofWorkgroup);
  }

  @Override
  public List<Saving> savings() {
    return List.of(Saving.MERGING, Saving.TILE, Saving.WAVES);
  }

  @Override
  public HeadGroups headGroups() {
    return HeadGroups.of(attention, mostSets() * SET_ROWS);
  }

  /** How a row travels and lies. */
  public LatentRow row() {
    return LatentRow.of(attention, target);
  }

  /** Sets of a workgroup for whose queries and output its waves have registers. */
  private int mostSets() {
    int sets = MOST_SETS;
    while (sets > 1 && !hasRegisters(sets)) {
      sets /= 2;
    }
    return sets;
  }

  private boolean hasRegisters(int sets) {
    int parts = Math.min(row().mostParts(), Math.max(1, MANY_WAVES / sets));
    int waves = parts * sets;
    int rows = Math.max(1, SHORT_TILE / waves);
    return registers(1, parts, rows, SHORT_TILE) + chunkRegisters() <= room(waves);
  }

  /**
   * Sets of 16 query rows that a workgroup has room for: the fewest, a power of two. Where the
   * value has no parts there are as many as waves that it takes to bring a tile.
   */
  private int rowSets() {
    int sets = Math.ceilDiv(headGroups().rows(), SET_ROWS);
    int fewest = row().mostParts() == 1 ? FEW_WAVES : 1;
    return Math.max(fewest, sets == 1 ? 1 : 2 * Integer.highestOneBit(sets - 1));
  }

  /** Waves between which the query rows are shared out. */
  public int headWaves(Tuning tuning) {
    return Math.min(rowSets(), tuning.waves());
  }

  /** Sets of 16 query rows that each of them has. */
  public int setsOfWave(Tuning tuning) {
    return rowSets() / headWaves(tuning);
  }

  /** Waves with the same query rows, each of which has a part of the value's elements. */
  public int parts(Tuning tuning) {
    return tuning.waves() / headWaves(tuning);
  }

  /**
   * Whether LDS is read ahead of the matrix instructions in an order of our own. Left to itself the
   * compiler reads just before it multiplies where it counts more registers than there are. With
   * one or two sets of rows it does not; and a wave with all of a row's output, of two on a SIMD,
   * has no registers to read ahead into.
   */
  public boolean readsAhead(Tuning tuning) {
    return rowSets() > 2 && (setsOfWave(tuning) > 1 || parts(tuning) > 1);
  }

  /** Whether rows are asked for between the matrix instructions, and not all before them. */
  public boolean loadsBetween(Tuning tuning) {
    return copies(tuning) || (setsOfWave(tuning) > 1 && !attention.quantised());
  }

  /** Rows of a tile that one wave loads. */
  public static int rowsOfWave(Tuning tuning) {
    return tuning.tile() / tuning.waves();
  }

  @Override
  public int tokensPerBlock(Tuning tuning) {
    return tuning.tile();
  }

  /**
   * All waves share a tile, widened to the query's dtype, and its tokens' scales; or a ring of
   * tiles that copies fill, beside which each wave has a ring of pages. Of selected tokens a byte
   * says whether one is.
   */
  @Override
  public LdsUse lds(Tuning tuning) {
    int scale = attention.kvScales() == KvScales.TOKEN ? Float.BYTES : 0;
    int flag = attention.selectsTokens() ? 1 : 0;
    int tile = tuning.tile() * (row().pitch() + scale + flag);
    int bytes =
        copies(tuning) ? tuning.buffering() * (tile + tuning.waves() * COPIED_PAGES_BYTES) : tile;
    return new LdsUse(bytes / tuning.waves(), 1, bytes, 0);
  }

  @Override
  public int registers(Tuning tuning) {
    int incoming = copies(tuning) ? 0 : Math.max(1, rowsOfWave(tuning));
    return registers(setsOfWave(tuning), parts(tuning), incoming, tuning.tile());
  }

  private int registers(int sets, int parts, int incomingRows, int tile) {
    int rows = SET_ROWS * sets;
    int query = rows * attention.headSize() * attention.dtype().bytes() / Cdna.REGISTER_BYTES;
    int output = rows * attention.valueSize() / parts / Cdna.WAVE_SIZE;
    int incoming = row().registers(incomingRows, attention);
    return query + output + incoming + sets * tile / 4 + OTHER_REGISTERS;
  }

  /** Registers of a lane where a workgroup of {@code waves} has a compute unit to itself. */
  private static int room(int waves) {
    return Target.REGISTERS_PER_LANE / Math.ceilDiv(waves, Target.SIMDS_PER_CU);
  }

  /** Registers per lane with which nothing is in anything's way. */
  private int comfortableRegisters(Tuning tuning) {
    int scales = attention.kvScales() == KvScales.TOKEN ? tuning.tile() / 4 + SCALE_REGISTERS : 0;
    return registers(tuning) + scales + widening() + (copies(tuning) ? 0 : chunkRegisters());
  }

  private int chunkRegisters() {
    return row().sharesRests() ? 0 : CHUNK_REGISTERS;
  }

  private int widening() {
    if (!attention.quantised()) {
      return 0;
    }
    return (Integer.bitCount(attention.pageSize()) == 1 ? 0 : WIDENING_BESIDE_ODD_PAGES)
        + (attention.alibi() ? WIDENING_BESIDE_SLOPES : 0)
        + (attention.row().format().map(RowFormat::powersOfTwo).orElse(true)
            ? 0
            : WIDENING_BY_FLOATS);
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

  @Override
  public boolean loadsForNone() {
    return true;
  }
}
