package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Reduce;
import java.util.List;
import java.util.OptionalLong;

/**
 * Latent attention (MLA) over caches of 8-bit floats on Hopper, for few query rows. As {@link
 * NvidiaLatent}, but scores come from the matrix instruction of four warps, which multiplies 8-bit
 * floats and reads them from shared memory: keys are not widened. A query, of bf16, is two of them.
 */
public record HopperWidened(AttentionSpec attention, Target target) implements KernelDesign {
  /** Output of more query rows leaves four warps no registers. */
  static final int MOST_ROWS = 24;

  /** Of one matrix instruction, and its tokens. */
  private static final int WAVES = 4;

  private static final int TILE = 64;
  private static final int BUFFERING = 2;

  private static final int CHUNK_BYTES = 16;

  private static final int MOST_AHEAD = 4;

  /** Which tokens of a tile are selected; the next tile begins where a swizzle does. */
  private static final int SELECTED_BYTES = 1024;

  private static final int OTHER_REGISTERS = 64;

  /** Whether there is such a kernel for {@code attention} on {@code target}. */
  static boolean takes(AttentionSpec attention, Target target) {
    DataType cache = attention.kvDtype();
    return target == Target.SM_90
        && attention.latent().isPresent()
        && attention.row().format().isEmpty()
        && attention.dtype() == DataType.BF16
        && (cache == DataType.FP8_E4M3 || cache == DataType.FP8_E5M2)
        && attention.kvScales() != KvScales.TOKEN
        && attention.headSize() == Latent.ROW_SIZE
        && attention.valueSize() == Latent.VALUE_SIZE
        && HeadGroups.of(attention, MOST_ROWS).count() == 1;
  }

  private NvidiaLatent usual() {
    return new NvidiaLatent(attention, target);
  }

  @Override
  public String template() {
    return "hopper/widened";
  }

  @Override
  public String arch() {
    return target.arch() + "a";
  }

  @Override
  public String group() {
    return arch() + "_widened";
  }

  @Override
  public void checkRows(List<Refusal> refusals) {
    StagedLatent.checkRows(attention, refusals);
  }

  @Override
  public void check(Tuning tuning, List<Refusal> refusals) {
    Nvidia.checkOnly(tuning, "waves", tuning.waves(), WAVES, refusals);
    Nvidia.checkOnly(tuning, "tile", tuning.tile(), TILE, refusals);
    if (tuning.buffering() < BUFFERING) {
      refusals.add(
          new Refusal(
              "buffering " + tuning.buffering(),
              "one tile of latents is computed on while others are on their way",
              "the nearest is " + BUFFERING));
    }
    Nvidia.checkPaths(tuning, refusals);
  }

  @Override
  public Tuning defaultTuning() {
    return Nvidia.TUNING
        .withMfma(MfmaShape.M64N32K32)
        .withBuffering(BUFFERING)
        .withWaves(WAVES)
        .withTile(TILE)
        .withReduce(Reduce.ALL_WORKGROUPS);
  }

  @Override
  public List<Saving> savings() {
    return List.of();
  }

  @Override
  public HeadGroups headGroups() {
    return HeadGroups.of(attention, MOST_ROWS);
  }

  @Override
  public int tokensPerBlock(Tuning tuning) {
    return tuning.tile();
  }

  /** Columns of the scores' product: two for each query row. */
  public int columns() {
    return 2 * rows();
  }

  /** Registers of a lane for that product. */
  public int products() {
    return TILE * columns() / (WAVES * Nvidia.WAVE_SIZE);
  }

  /** Products that are on their way while one is added up, as registers allow. */
  public int ahead() {
    int free = target.family().maxRegisters() - fixedRegisters();
    return Math.clamp(free / products() - 1, 1, MOST_AHEAD);
  }

  /** Registers of a lane for output, maxima, sums of products, and what else there is. */
  private int fixedRegisters() {
    int output = rows() * attention.valueSize() / (WAVES * Nvidia.WAVE_SIZE);
    return output + 2 * rows() / Nvidia.ROWS_PER_TILE + products() + OTHER_REGISTERS;
  }

  /** Query rows, and those that fill up the last of a matrix instruction's. */
  private int rows() {
    int tiles = Math.ceilDiv(headGroups().rows(), Nvidia.ROWS_PER_TILE);
    return tiles * Nvidia.ROWS_PER_TILE;
  }

  /**
   * The ring, both codes of the queries with a factor for each, a tile's probabilities, and a
   * number for each subtile and row.
   */
  @Override
  public LdsUse lds(Tuning tuning) {
    int selected = attention.selectsTokens() ? SELECTED_BYTES : 0;
    int ring = tuning.buffering() * (tuning.tile() * attention.rowBytes() + selected);
    int queries = rows() * (2 * attention.rowBytes() + Float.BYTES);
    int pairs = Math.ceilDiv(rows(), 2 * Nvidia.ROWS_PER_TILE);
    int weights = tuning.tile() * (2 * pairs + 1) * CHUNK_BYTES;
    int numbers = tuning.tile() / Nvidia.TOKENS_PER_TILE * rows() * Float.BYTES;
    int bytes = ring + queries + weights + numbers;
    return new LdsUse(bytes / tuning.waves(), 1, bytes, bytes);
  }

  @Override
  public int registers(Tuning tuning) {
    return fixedRegisters() + (ahead() + 1) * products();
  }

  @Override
  public OptionalLong copiedBytes(Tuning tuning) {
    return OptionalLong.of((tuning.buffering() - 1L) * tuning.tile() * attention.rowBytes());
  }

  @Override
  public FloorRows floorRows() {
    return usual().floorRows();
  }

  @Override
  public LaunchCosts launchCosts(Reduce reduce) {
    return usual().launchCosts(reduce);
  }

  @Override
  public boolean narrowsQueries() {
    return true;
  }

  @Override
  public boolean mergesAhead() {
    return true;
  }

  @Override
  public boolean mergesTogether(Tuning tuning) {
    return tuning.reduce() == Reduce.ALL_WORKGROUPS;
  }
}
