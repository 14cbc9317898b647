package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Lookback;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.RowFormat;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Reduce;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Latent attention (MLA) on Hopper, with the matrix instructions of four warps that read shared
 * memory themselves. Up to 64 query rows are a workgroup's. Four warps compute scores, the softmax
 * and two eighths of the output, four the other six, and four more see to it that copies are on
 * their way, and widen 8-bit caches. A tile of 64 tokens lies in shared memory as nine parts of 64
 * elements, each free for the next as soon as it is used up.
 */
public record HopperLatent(AttentionSpec attention, Target target) implements KernelDesign {
  /** Query rows of a latent for which {@link NvidiaLatent} is as fast, or faster. */
  private static final int MOST_FEW_ROWS = 16;

  /** Elements of a part of a row: what a swizzle of 128 bytes covers. */
  private static final int PART_SIZE = 64;

  /** Query rows of a workgroup whose costs are those of fewer. */
  private static final int LEAST_ROWS_OF_COSTS = 16;

  /** Query rows, and tokens of a tile: what one matrix instruction takes of each. */
  private static final int ROWS = 64;

  /** Parts that shared memory has room for, of tiles, queries and weights. */
  private static final int SHARED_PARTS = 28;

  /**
   * And parts of tiles of nine parts where most of a tile lies there as it is stored, too: more
   * than two tiles.
   */
  private static final int WIDENED_SLOTS = 19;

  /** Parts of the queries that there are registers for. */
  private static final int MOST_HELD = 6;

  /** Parts of a tile that are waited for first, or of a short one a half of them. */
  private static final int FIRST_SET = 5;

  /** Units of 64 bytes of a tile's rows that lie there as they are stored. */
  private static final int STORED_UNITS = 8;

  /** And with scales inside, where more parts of the queries do. */
  private static final int STORED_UNITS_WITH_SCALES = 6;

  /** Units that have the room of a slot. */
  private static final int UNITS_OF_A_SLOT = 2;

  /** With rows that are copied. */
  private static final Registers COPYING = new Registers(240, 240, 24);

  /** With rows that are widened. */
  private static final Registers WIDENING = new Registers(224, 240, 40);

  /** With rows that are widened and scaled. */
  private static final Registers SCALING = new Registers(208, 240, 56);

  /** Of shorter values the waves would have nothing to share out. */
  private static final int LEAST_VALUE = 4 * PART_SIZE;

  private static final int WAVES = 8;

  /** Warps that copy, or idle: registers are handed over by four warps at a time. */
  private static final int COPY_WAVES = 4;

  /** Rows of a page from which the copy engine keeps up with what it is asked for. */
  private static final int LEAST_BOX = 32;

  /** What warps have to begin with, before some give up theirs to others. */
  private static final int REGISTERS = 168;

  /** A tensor map, and a barrier in shared memory. */
  private static final int MAP_BYTES = 128;

  private static final int BARRIER_BYTES = 8;

  /** Room for the scales of a row. */
  private static final int SCALES_BYTES = 16;

  /** Which tokens of four tiles are selected, a bit for each. */
  private static final int SELECTED_BYTES = 4 * ROWS / Byte.SIZE;

  /** Barriers that say that parts are there: of two groups of parts of two tiles. */
  private static final int FULL_BARRIERS = 4;

  /**
   * From times on an H200 of 128 heads: the first scores are there 5 us after a workgroup began,
   * its last output is written 3 us after the last tile, and 64 tokens of 576/512 take 1.35 us.
   */
  private static final LaunchCosts LAUNCH_COSTS = new LaunchCosts(8, 0.0105, 4, 7, 0.12);

  /** Parts that are multiplied with those tokens, of keys and of values. */
  private static final int PRODUCTS = 17;

  /**
   * In how many products' time a tile's softmax is done, and all that takes as long for any row. Of
   * 512/512 64 tokens take 1.3 to 1.5 us, of 320/256 0.96.
   */
  private static final int OTHER_PRODUCTS = 6;

  /** Whether there is such a kernel for {@code attention} on {@code target}. */
  static boolean takes(AttentionSpec attention, Target target) {
    return target == Target.SM_90
        && attention.latent().isPresent()
        && attention.kvScales() != KvScales.TOKEN
        && (attention.row().format().isPresent() || takesRow(attention))
        && !spills(attention);
  }

  /**
   * Rows are whole parts, and waves write 128 elements of a value at a time. There are registers
   * for the output of 512. Of shorter rows of 8 bits too few would be on their way.
   */
  private static boolean takesRow(AttentionSpec attention) {
    int value = attention.valueSize();
    return attention.headSize() % PART_SIZE == 0
        && attention.headSize() <= Latent.ROW_SIZE
        && value % (2 * PART_SIZE) == 0
        && value >= LEAST_VALUE
        && (value == Latent.VALUE_SIZE || !attention.quantised());
  }

  /**
   * Sequences with one new token or none, of which not all is seen, in pages that are gathered:
   * there NVRTC 13.3 spills 16 bytes of the warps that copy.
   */
  private static boolean spills(AttentionSpec attention) {
    return attention.row().format().isEmpty()
        && attention.queryLens() == QueryLens.RAGGED
        && attention.qLen() == 1
        && !(attention.lookback() instanceof Lookback.Full)
        && gathers(attention);
  }

  /**
   * Whether it is the usual kernel for {@code attention}. With few query rows of a latent most of
   * what the matrix instructions multiply is nothing, and workgroups that share a multiprocessor
   * are the faster ones; but of rows with shorter values they spend more time waiting for each
   * other.
   */
  static boolean suits(AttentionSpec attention, Target target) {
    return takes(attention, target)
        && (attention.queryRows() > MOST_FEW_ROWS
            || attention.valueSize() < Latent.VALUE_SIZE
            || attention.row().format().isPresent());
  }

  @Override
  public String template() {
    return "hopper/latent";
  }

  @Override
  public String arch() {
    return target.arch() + "a";
  }

  @Override
  public int threads(Tuning tuning) {
    return (WAVES + COPY_WAVES) * Nvidia.WAVE_SIZE;
  }

  @Override
  public boolean wholeTiles() {
    return true;
  }

  @Override
  public void checkRows(List<Refusal> refusals) {
    if (attention.row().format().isPresent()) {
      Latent.checkFormat(attention, refusals);
      Latent.checkPlace(attention, refusals);
    } else {
      StagedLatent.checkRows(attention, refusals);
    }
  }

  @Override
  public void check(Tuning tuning, List<Refusal> refusals) {
    Nvidia.checkOnly(tuning, "buffering", tuning.buffering(), 2, refusals);
    Nvidia.checkOnly(tuning, "waves", tuning.waves(), WAVES, refusals);
    Nvidia.checkOnly(tuning, "tile", tuning.tile(), ROWS, refusals);
    if (tuning.reduce().byDecode()) {
      refusals.add(
          new Refusal(
              "reduce " + tuning.reduce(),
              "the warps that copy have given up the registers that merging takes",
              "the nearest is " + Reduce.KERNEL));
    }
    Nvidia.checkPaths(tuning, refusals);
  }

  @Override
  public Tuning defaultTuning() {
    return Nvidia.TUNING
        .withMfma(MfmaShape.M64N64K16)
        .withBuffering(2)
        .withWaves(WAVES)
        .withTile(ROWS);
  }

  @Override
  public List<Saving> savings() {
    return List.of();
  }

  @Override
  public HeadGroups headGroups() {
    return HeadGroups.of(attention, ROWS);
  }

  @Override
  public int tokensPerBlock(Tuning tuning) {
    return tuning.tile();
  }

  /** The ring, the queries that are not in registers, probabilities, and a few numbers. */
  @Override
  public LdsUse lds(Tuning tuning) {
    int partBytes = ROWS * PART_SIZE * attention.dtype().bytes();
    int parts = slots() + sharedQueries() + 1;
    int stored = attention.quantised() ? storedUnits() * ROWS * PART_SIZE : 0;
    int scales = attention.row().format().isPresent() ? 2 * ROWS * SCALES_BYTES : 0;
    int numbers = 3 * ROWS * Float.BYTES;
    int barriers = (FULL_BARRIERS + slots()) * BARRIER_BYTES;
    int selected = attention.selectsTokens() ? SELECTED_BYTES : 0;
    int bytes = parts * partBytes + stored + scales + numbers + mapBytes() + barriers + selected;
    return new LdsUse(bytes / tuning.waves(), 1, bytes, bytes);
  }

  @Override
  public int registers(Tuning tuning) {
    return REGISTERS;
  }

  @Override
  public OptionalLong copiedBytes(Tuning tuning) {
    return OptionalLong.of((long) tuning.tile() * attention.rowBytes());
  }

  @Override
  public FloorRows floorRows() {
    return StagedLatent.floorRows(attention);
  }

  @Override
  public LaunchCosts launchCosts(Reduce reduce) {
    double products = rowParts() + attention.valueSize() / (double) PART_SIZE + OTHER_PRODUCTS;
    double longer = attention.valueSize() / (double) Latent.VALUE_SIZE;
    // Query rows that are not there are multiplied as well.
    double rows = (double) Math.max(LEAST_ROWS_OF_COSTS, headGroups().rows()) / ROWS;
    double token = LAUNCH_COSTS.token() * products / (PRODUCTS + OTHER_PRODUCTS) / (longer * rows);
    return LAUNCH_COSTS.withToken(token);
  }

  @Override
  public boolean narrowsQueries() {
    return Nvidia.narrowsQueries(attention) && attention.row().format().isEmpty();
  }

  @Override
  public boolean mergesAhead() {
    return false;
  }

  /**
   * Registers of a lane of each group of warps.
   *
   * @param score of those that compute scores
   * @param value of those that have the larger part of the output
   * @param copy of those that copy
   */
  public record Registers(int score, int value, int copy) {}

  /** How the warps share their registers out. */
  public Registers sharedRegisters() {
    if (scales()) {
      return SCALING;
    }
    return attention.quantised() ? WIDENING : COPYING;
  }

  /** Whether all copying warps take tiles row by row, because few rows of a tile lie together. */
  public boolean gathers() {
    return gathers(attention);
  }

  private static boolean gathers(AttentionSpec attention) {
    int page = attention.pageSize();
    return attention.selectsTokens() || page % ROWS != 0 && (ROWS % page != 0 || page < LEAST_BOX);
  }

  /** Rows that are widened are found as those that are gathered. */
  private int mapBytes() {
    return gathers() || attention.quantised() ? 0 : MAP_BYTES;
  }

  /** Parts of a row's value whose output the warps of the softmax have: a quarter of them. */
  public int rightParts() {
    return attention.valueSize() / (4 * PART_SIZE);
  }

  private int rowParts() {
    return attention.headSize() / PART_SIZE;
  }

  /**
   * Parts of the queries that those warps have in registers; the others lie in shared memory. To
   * widen takes registers, and those are the ones of a part.
   */
  public int heldParts() {
    if (scales()) {
      return 4;
    }
    return attention.quantised() ? 5 : Math.min(MOST_HELD, rowParts());
  }

  /** And those that lie in shared memory. */
  private int sharedQueries() {
    return rowParts() - heldParts();
  }

  /**
   * Parts of tiles that shared memory has room for. Of shorter rows it holds fewer queries. A tile
   * shares barriers with the one two before it, and has to begin in a slot that tells that this one
   * is there: the third one where queries have been, others where the value is of the tile three
   * before them.
   */
  public int slots() {
    if (attention.quantised()) {
      int slots = WIDENED_SLOTS + Latent.ROW_SIZE / PART_SIZE - rowParts();
      return storesMore() ? slots - 1 : slots;
    }
    int room = SHARED_PARTS - 1 - sharedQueries();
    int ofThree = 2 * rowParts() + attention.valueSize() / PART_SIZE;
    return Math.min(room, Math.min(heldParts() + 2 * rowParts(), ofThree));
  }

  /** Parts of a tile that are waited for first. */
  public int firstSet() {
    return Math.min(FIRST_SET, rowParts() / 2 + 1);
  }

  /** Whether rows have scales inside. */
  private boolean scales() {
    return attention.row().format().isPresent();
  }

  /** Of these, those that shared memory has room for as they are stored. */
  public int storedUnits() {
    if (!scales()) {
      return Math.min(STORED_UNITS, rowParts() - 1);
    }
    return STORED_UNITS_WITH_SCALES + (storesMore() ? UNITS_OF_A_SLOT : 0);
  }

  /**
   * Whether a slot's room is rather for units: DeepSeek V4's rows leave slots for more than two
   * tiles without it, and a tile has nine units. On an H200 that takes up to 4 % less time.
   */
  private boolean storesMore() {
    return attention.row().format().equals(Optional.of(RowFormat.FP8_DS_MLA_V4));
  }

  /** Warps of a workgroup beside those that compute. */
  public int copyWaves() {
    return COPY_WAVES;
  }
}
