package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.Reduce;
import java.util.List;
import java.util.OptionalLong;

/**
 * Latent attention (MLA) on NVIDIA targets. All waves of a workgroup copy tiles to a ring that they
 * share in shared memory, divide a tile's scores between them, and then the value's elements.
 */
public record NvidiaLatent(AttentionSpec attention, Target target) implements KernelDesign {
  /**
   * Fitted to 114 times on an H200 of 16 heads in bf16 and eight waves, 1 to 64 sequences of 2048
   * to 131072 tokens. The partitions chosen with them are the best of those measured in 13 cases of
   * 14.
   */
  private static final LaunchCosts LAUNCH_COSTS = new LaunchCosts(4.4, 0.073, 4, 7, 0.06);

  /**
   * Where all workgroups merge: set by hand after times on an H200 of 16 heads and four waves. Of
   * seven batches of 1 to 512 sequences the partitions chosen with them are the best of those
   * measured in six. What all do together hardly grows with the partitions.
   */
  private static final LaunchCosts TOGETHER_COSTS = new LaunchCosts(4.4, 0.026, 2, 7, 0.0005);

  private static final int MOST_ROWS = 64;

  /**
   * And of these, where each has a slope and an end of what it sees, or where workgroups have to
   * remember which of several latents is theirs.
   */
  private static final int MOST_BURDENED_ROWS = 48;

  /**
   * Elements of output of {@link #MOST_ROWS} rows, and of their queries. More output would leave a
   * multiprocessor's registers no room for anything else, and longer queries its shared memory none
   * for tiles.
   */
  private static final int MOST_OUTPUTS = MOST_ROWS * Latent.VALUE_SIZE;

  private static final int MOST_QUERIES = MOST_ROWS * 640;

  private static final int WAVES = 8;
  private static final int FEW_WAVES = 4;

  /**
   * Of which three workgroups of so many waves have room. Of more, compilers come to spill some.
   */
  private static final int SHORT_REGISTERS = 168;

  private static final int CHUNK_BYTES = 16;

  /** Addresses, indices, fragments of matrices and what the compiler keeps besides. */
  private static final int OTHER_REGISTERS = 64;

  @Override
  public String template() {
    return "nvidia/latent";
  }

  @Override
  public void checkRows(List<Refusal> refusals) {
    StagedLatent.checkRows(attention, refusals);
  }

  @Override
  public void check(Tuning tuning, List<Refusal> refusals) {
    if (tuning.buffering() < 2) {
      refusals.add(
          new Refusal(
              "buffering " + tuning.buffering(),
              "one tile of latents is computed on while others are on their way",
              "the nearest is 2"));
    }
    int subtiles = subtiles(tuning);
    int most = row().usual() ? tuning.tile() / rowsOfRest() : tuning.tile();
    if (tuning.waves() < subtiles || tuning.waves() > most) {
      refusals.add(
          new Refusal(
              "waves " + tuning.waves(),
              "tiles of %d latents take %d to %d waves".formatted(tuning.tile(), subtiles, most),
              "the nearest is " + Math.clamp(tuning.waves(), subtiles, most)));
    }
    Nvidia.check(tuning, refusals);
  }

  /** Rows of which a wave copies at once what follows the value, 16 bytes per lane. */
  private int rowsOfRest() {
    int elements = Latent.ROW_SIZE - Latent.VALUE_SIZE;
    return Nvidia.WAVE_SIZE * CHUNK_BYTES / (elements * attention.kvDtype().bytes());
  }

  /**
   * The longest tile of which two, and the queries, have room, and eight waves; four for up to 16
   * rows of 16 bits, and on Hopper of 8. On an H200, 16 heads in bf16, tiles of 32 take 0.9 to 1.05
   * times as long in five batches of 1 to 512 sequences.
   */
  @Override
  public Tuning defaultTuning() {
    boolean measured = target == Target.SM_90;
    boolean few =
        attention.queryRows() <= 2 * Nvidia.ROWS_PER_TILE && (measured || !attention.quantised());
    int waves = few || isShort() ? FEW_WAVES : WAVES;
    boolean together = measured && row().mergesTogether(waves * Nvidia.WAVE_SIZE);
    Tuning tuning =
        Nvidia.TUNING
            .withBuffering(2)
            .withWaves(waves)
            .withReduce(together ? Reduce.ALL_WORKGROUPS : Reduce.KERNEL)
            .withTile(64);
    while (bytes(tuning) > target.ldsBytesPerWorkgroup()
        && tuning.tile() > Nvidia.TOKENS_PER_TILE) {
      tuning = tuning.withTile(tuning.tile() / 2);
    }
    return tuning;
  }

  /**
   * Whether half the waves leave room for another workgroup: on an H200 32 heads then take 0.79
   * times as long over 320/256, and 0.81 times over 160/128.
   */
  private boolean isShort() {
    Tuning few = Nvidia.TUNING.withBuffering(2).withWaves(FEW_WAVES).withTile(64);
    return !row().usual()
        && registers(few) <= SHORT_REGISTERS
        && 2 * bytes(few) <= target.ldsBytesPerCu();
  }

  @Override
  public List<Saving> savings() {
    return Nvidia.SAVINGS;
  }

  @Override
  public HeadGroups headGroups() {
    boolean several = attention.kvHeads() > 1 && attention.queryRows() > MOST_ROWS;
    boolean burdened = several || HeadGroups.biased(attention);
    return HeadGroups.of(attention, mostRows(burdened ? MOST_BURDENED_ROWS : MOST_ROWS));
  }

  /** Of {@code most} query rows as many as there is room for: whole tiles of them, as usual. */
  private int mostRows(int most) {
    int outputs = MOST_OUTPUTS / (WAVES * 16 * row().outputs(WAVES));
    int room = Math.min(outputs, MOST_QUERIES / attention.headSize());
    int rows = room * most / MOST_ROWS / Nvidia.ROWS_PER_TILE * Nvidia.ROWS_PER_TILE;
    return Math.clamp(rows, Nvidia.ROWS_PER_TILE, most);
  }

  private StagedLatent row() {
    return StagedLatent.of(attention);
  }

  private int headTiles() {
    return Math.ceilDiv(headGroups().rows(), Nvidia.ROWS_PER_TILE);
  }

  private static int subtiles(Tuning tuning) {
    return tuning.tile() / Nvidia.TOKENS_PER_TILE;
  }

  /** Waves among which the query rows are divided for the scores of the same tokens. */
  private static int scoreShares(Tuning tuning) {
    return Math.max(1, tuning.waves() / subtiles(tuning));
  }

  @Override
  public int tokensPerBlock(Tuning tuning) {
    return tuning.tile();
  }

  /**
   * The ring, the queries, a tile's probabilities, and a number for each subtile and head. Rows of
   * 8 bits or of other sizes than usual, and the queries beside them, are a chunk apart.
   */
  @Override
  public LdsUse lds(Tuning tuning) {
    int bytes = bytes(tuning);
    return new LdsUse(bytes / tuning.waves(), 1, bytes, bytes);
  }

  private int bytes(Tuning tuning) {
    int heads = headTiles() * Nvidia.ROWS_PER_TILE;
    int gap = attention.quantised() || !row().usual() ? CHUNK_BYTES : 0;
    int scale = attention.kvScales() == KvScales.TOKEN ? Float.BYTES : 0;
    int selected = attention.selectsTokens() ? Integer.BYTES : 0;
    int staged = attention.rowBytes() + gap + scale + selected;
    int ring = tuning.buffering() * tuning.tile() * staged;
    int queries = heads * (attention.headSize() * attention.dtype().bytes() + gap);
    int weightPitch = (2 * Math.ceilDiv(headTiles(), 2) + 1) * Nvidia.ROWS_PER_TILE * Short.BYTES;
    int numbers = subtiles(tuning) * heads * Float.BYTES;
    return ring + queries + tuning.tile() * weightPitch + numbers;
  }

  @Override
  public int registers(Tuning tuning) {
    int scores = 8 * Math.ceilDiv(headTiles(), scoreShares(tuning));
    int output = headTiles() * row().outputs(tuning.waves()) * 4;
    return output + 2 * headTiles() + scores + OTHER_REGISTERS;
  }

  @Override
  public OptionalLong copiedBytes(Tuning tuning) {
    return OptionalLong.of((tuning.buffering() - 1L) * tuning.tile() * attention.rowBytes());
  }

  @Override
  public FloorRows floorRows() {
    return StagedLatent.floorRows(attention);
  }

  @Override
  public LaunchCosts launchCosts(Reduce reduce) {
    return reduce == Reduce.ALL_WORKGROUPS ? TOGETHER_COSTS : LAUNCH_COSTS;
  }

  @Override
  public boolean narrowsQueries() {
    return Nvidia.narrowsQueries(attention);
  }

  @Override
  public boolean mergesAhead() {
    return true;
  }

  @Override
  public boolean mergesTogether(Tuning tuning) {
    return tuning.reduce() == Reduce.ALL_WORKGROUPS && row().mergesTogether(threads(tuning));
  }
}
