package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.Reduce;
import java.util.List;
import java.util.OptionalLong;

/**
 * Attention over keys and values on NVIDIA targets. Each wave copies tiles of K and V to a ring of
 * its own in shared memory.
 */
public record NvidiaDecode(AttentionSpec attention, Target target) implements KernelDesign {
  /**
   * Fitted to 1176 times on an H200: head size 128, fp8 and bf16 caches, GQA ratio 8, batches of 1
   * to 512 by 2048 and 16384 tokens, partitions of 64 to 4096 tokens, 2 to 8 waves. The partitions
   * chosen with them are 0.4 % slower than the best of those measured on average, and 10 % at most.
   * How much longer a launch takes than an arrival is from 250 more.
   */
  private static final LaunchCosts LAUNCH_COSTS = new LaunchCosts(3.3, 0.033, 1.1, 3.4, 0.054);

  /**
   * Where all workgroups merge: fitted to 270 times on an H200 of batches of 1 to 100 by 1024 to
   * 131072 tokens and 1 to 8 KV heads, up to 256 partitions, 8 waves. The partitions chosen with
   * them are 0.7 % slower than the best of those measured on average, and 5 % at most.
   */
  private static final LaunchCosts TOGETHER_COSTS = new LaunchCosts(3.0, 0.056, 1.1, 3.4, 0.012);

  /** Addresses, indices and what the compiler keeps besides. */
  private static final int OTHER_REGISTERS = 40;

  /** What each of several new tokens sees of a tile. */
  private static final int SEEN_REGISTERS = 16;

  /**
   * Where tiles lie beyond the third in flight. NVRTC 13.5 spills 8 bytes of kernels with ALiBi
   * that the sum without this just lets through (head size 256, 14 query heads a KV head, 8-bit
   * caches); {@code NvidiaKernelMatrixTest} notices.
   */
  private static final int PLACE_REGISTERS = 4;

  /** Elements of a row. Longer ones leave no registers for what counting takes beside the loop. */
  private static final int MOST_TOGETHER = 256;

  private static final int USUAL_BUFFERING = 3;

  /**
   * For 16 elements of a row, where a wave has a second 16 tokens: NVRTC 13.5 loads their keys
   * ahead, and spills for it where eights of query rows times the head size are beyond what leaves
   * room. Where keys or values alone have scales of tokens it does so with each further 16.
   */
  private static final int KEYS_AHEAD = 8;

  private static final int MOST_BESIDE_KEYS = 256;

  private static final int MOST_WAVES = 8;

  /**
   * Query rows up to which workgroups of 16 are faster, on an H200: beyond, four waves share tiles.
   */
  private static final int MOST_APART = 32;

  private static final int SHARERS = 4;

  /** Rows of a tile that lie on different banks: a sharer copies so many, or a multiple. */
  private static final int SWIZZLED_ROWS = 8;

  /** Elements of a row that eight waves are the default for. */
  private static final int SHORT_ROW = 128;

  @Override
  public String template() {
    return "nvidia/decode";
  }

  @Override
  public void checkRows(List<Refusal> refusals) {
    Decode.checkRows(attention, refusals);
  }

  @Override
  public void checkLayout(List<Refusal> refusals) {
    Decode.checkLayout(attention, refusals);
  }

  @Override
  public void check(Tuning tuning, List<Refusal> refusals) {
    Nvidia.check(tuning, refusals);
    int sharers = headGroups().waves();
    if (tuning.waves() % sharers != 0) {
      refusals.add(
          new Refusal(
              "waves " + tuning.waves(),
              "%d waves share tiles, for %d query rows".formatted(sharers, headGroups().rows()),
              "the nearest is " + sharers));
    }
    if (tuning.tile() % (SWIZZLED_ROWS * sharers) != 0) {
      refusals.add(
          new Refusal(
              "tile " + tuning.tile(),
              "each of %d waves copies its share of a tile, %d rows at least"
                  .formatted(sharers, SWIZZLED_ROWS),
              "the nearest is " + SWIZZLED_ROWS * sharers));
    }
  }

  /**
   * Eight waves where rows are short, and three tiles for each: on an H200 that is fastest where a
   * batch is small, by up to a fifth over four waves, and at most 2 % slower where it is large.
   * Where rows are long, as much as lets two workgroups share a multiprocessor: one loads while the
   * other begins or ends. Selected blocks, which are looked up twice at the beginning, have four
   * waves with two tiles each: for 512 queries of one KV head and 128 elements that is 2 % faster
   * than eight with three, for 128 queries as well, and for 16 it is 4 % slower. As many queries as
   * there are multiprocessors are one workgroup for each, so it is four waves for long rows too.
   */
  @Override
  public Tuning defaultTuning() {
    int tile = defaultTile();
    for (int buffering : List.of(3, 2)) {
      Tuning tuning = tuning(buffering, MOST_WAVES, tile);
      if (hasShortRows() && attention.blockSize().isEmpty() && fits(1, tuning)) {
        return tuning;
      }
    }
    Tuning wide = tuning(2, 4, tile);
    if (attention.blockSize().isPresent() && fits(1, wide)) {
      return wide;
    }
    // Where keys and values have lengths of their own, more waves are worth more than a third tile.
    List<Tuning> tunings =
        attention.rowsDiffer()
            ? List.of(
                tuning(3, 4, tile), tuning(2, 4, tile), tuning(3, 2, tile), tuning(2, 2, tile))
            : List.of(
                tuning(3, 4, tile), tuning(3, 2, tile), tuning(2, 4, tile), tuning(2, 2, tile));
    return tunings.stream().filter(t -> fits(2, t)).findFirst().orElse(tuning(2, 1, tile));
  }

  /**
   * In the packed layout a tile is as long as 32 bytes of an element, the least that memory gives,
   * where there are registers for its scores and for what rows see of it.
   */
  private int defaultTile() {
    if (attention.layout() != KvLayout.PACKED) {
      return headGroups().waves() * Nvidia.TOKENS_PER_TILE;
    }
    int tile = 2 * attention.packedElements();
    int registers = registers(tuning(2, 1, tile)) + (attention.countsTokens() ? SEEN_REGISTERS : 0);
    return registers <= target.family().maxRegisters() ? tile : Nvidia.TOKENS_PER_TILE;
  }

  private boolean hasShortRows() {
    return Decode.longerSize(attention) <= SHORT_ROW;
  }

  private boolean fits(int workgroups, Tuning tuning) {
    int bytes = lds(tuning).totalBytes() + target.family().ldsReserve();
    return workgroups * bytes <= target.ldsBytesPerCu();
  }

  private Tuning tuning(int buffering, int waves, int tile) {
    return Nvidia.TUNING
        .withBuffering(buffering)
        .withWaves(waves)
        .withTile(tile)
        .withReduce(countsTogether() ? Reduce.ALL_WORKGROUPS : Reduce.LAST_WORKGROUP);
  }

  /** Whether there are registers for what counting takes beside the main loop. */
  private boolean countsTogether() {
    return Decode.longerSize(attention) <= MOST_TOGETHER;
  }

  @Override
  public List<Saving> savings() {
    return Nvidia.SAVINGS;
  }

  @Override
  public HeadGroups headGroups() {
    return sharesTiles()
        ? HeadGroups.of(attention, SHARERS * Decode.MOST_ROWS).sharedBy(SHARERS)
        : Decode.headGroups(attention);
  }

  private boolean sharesTiles() {
    return attention.queryRows() > MOST_APART
        && hasShortRows()
        && !attention.rowsDiffer()
        && attention.layout() != KvLayout.PACKED
        && attention.kvScales() != KvScales.TOKEN
        && !attention.selects();
  }

  @Override
  public int tokensPerBlock(Tuning tuning) {
    return tuning.waves() / headGroups().waves() * tuning.tile();
  }

  @Override
  public LdsUse lds(Tuning tuning) {
    HeadGroups groups = headGroups();
    int scale = attention.kvScales() == KvScales.TOKEN ? Float.BYTES : 0;
    int key = StagedRow.ofKeys(attention).pitch() + scale;
    int value = StagedRow.ofValues(attention).pitch() + scale;
    int ring = tokensInFlight(tuning) * (key + value);
    int handOver = groups.waveRows() * Decode.outputBytes(attention) + Decode.STATISTICS_BYTES;
    int waveBytes = Decode.align(Math.max(Math.ceilDiv(ring, groups.waves()), handOver));
    int totalBytes = tuning.waves() * waveBytes;
    return new LdsUse(waveBytes, groups.rows(), totalBytes, totalBytes);
  }

  /** Tokens in one ring. */
  private static int tokensInFlight(Tuning tuning) {
    return tuning.buffering() * tuning.tile();
  }

  @Override
  public int registers(Tuning tuning) {
    int rowTiles = Math.ceilDiv(headGroups().waveRows(), Nvidia.ROWS_PER_TILE);
    int chunks = attention.headSize() / 16;
    int output = 4 * rowTiles * attention.valueSize() / 16;
    int query = 2 * rowTiles * chunks;
    int scores = 4 * rowTiles * tuning.tile() / Nvidia.TOKENS_PER_TILE;
    int sums = 4 * rowTiles;
    int slopes = attention.alibi() ? 2 * rowTiles : 0;
    int places = tuning.buffering() > USUAL_BUFFERING ? PLACE_REGISTERS : 0;
    boolean packed = attention.layout() == KvLayout.PACKED;
    int further = packed ? 0 : tuning.tile() / Nvidia.TOKENS_PER_TILE - 1;
    boolean ahead = rowTiles * Decode.longerSize(attention) > MOST_BESIDE_KEYS;
    int keysAhead = ahead && further > 0 ? KEYS_AHEAD * chunks : 0;
    boolean scaled = attention.typesDiffer() && attention.kvScales() == KvScales.TOKEN;
    int keys = scaled ? KEYS_AHEAD * chunks * further : keysAhead;
    int seenTiles = headGroups().waves() == 1 ? further : Math.min(1, further);
    int seen = attention.countsTokens() ? SEEN_REGISTERS * rowTiles * seenTiles : 0;
    return output + query + scores + sums + slopes + places + keys + seen + OTHER_REGISTERS;
  }

  @Override
  public OptionalLong copiedBytes(Tuning tuning) {
    long rings = tuning.waves() / headGroups().waves();
    return OptionalLong.of(rings * tokensInFlight(tuning) * attention.tokenBytes());
  }

  @Override
  public FloorRows floorRows() {
    return Nvidia.floorRows(attention);
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
  public boolean narrowsWeights() {
    return attention.quantisedValues() && attention.dtype() == DataType.BF16;
  }

  @Override
  public boolean mergesAhead() {
    return true;
  }

  /**
   * Pages that are there early cost registers. NVRTC 13.5 spills 8 bytes for them where head size
   * is 256, with ALiBi and strides (sm_80); {@code NvidiaKernelMatrixTest} notices. Those of blocks
   * are known only where the sequence's end is.
   */
  @Override
  public boolean asksAtOnce() {
    return hasShortRows() && attention.blockSize().isEmpty();
  }

  @Override
  public boolean mergesTogether(Tuning tuning) {
    return tuning.reduce() == Reduce.ALL_WORKGROUPS && countsTogether();
  }
}
