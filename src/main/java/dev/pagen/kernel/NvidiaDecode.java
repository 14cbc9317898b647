package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
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
   * Where all workgroups merge: fitted to 439 times on an H200 of batches of 1 to 100 by 1024 to
   * 131072 tokens, up to 256 partitions, 8 waves. The partitions chosen with them are 1.4 % slower
   * than the best of those measured on average, and 8 % at most.
   */
  private static final LaunchCosts TOGETHER_COSTS = new LaunchCosts(3.3, 0.05, 1.1, 3.4, 0.02);

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
   * room.
   */
  private static final int KEYS_AHEAD = 8;

  private static final int MOST_BESIDE_KEYS = 256;

  private static final int MOST_WAVES = 8;

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
  }

  /**
   * Eight waves where rows are short, and three tiles for each: on an H200 that is fastest where a
   * batch is small, by up to a fifth over four waves, and at most 2 % slower where it is large.
   * Where rows are long, as much as lets two workgroups share a multiprocessor: one loads while the
   * other begins or ends.
   */
  @Override
  public Tuning defaultTuning() {
    int tile = defaultTile();
    for (int buffering : List.of(3, 2)) {
      Tuning tuning = tuning(buffering, MOST_WAVES, tile);
      if (attention.headSize() <= SHORT_ROW && fits(1, tuning)) {
        return tuning;
      }
    }
    for (int buffering : List.of(3, 2)) {
      for (int waves : List.of(4, 2)) {
        Tuning tuning = tuning(buffering, waves, tile);
        if (fits(2, tuning)) {
          return tuning;
        }
      }
    }
    return tuning(2, 1, tile);
  }

  /**
   * In the packed layout a tile is as long as 32 bytes of an element, the least that memory gives,
   * where there are registers for its scores and for what rows see of it.
   */
  private int defaultTile() {
    if (attention.layout() != KvLayout.PACKED) {
      return Nvidia.TOKENS_PER_TILE;
    }
    int tile = 2 * attention.packedElements();
    int registers = registers(tuning(2, 1, tile)) + (attention.countsTokens() ? SEEN_REGISTERS : 0);
    return registers <= target.family().maxRegisters() ? tile : Nvidia.TOKENS_PER_TILE;
  }

  private boolean fits(int workgroups, Tuning tuning) {
    int bytes = lds(tuning).totalBytes() + target.family().ldsReserve();
    return workgroups * bytes <= target.ldsBytesPerCu();
  }

  private static Tuning tuning(int buffering, int waves, int tile) {
    return Nvidia.TUNING
        .withBuffering(buffering)
        .withWaves(waves)
        .withTile(tile)
        .withReduce(Reduce.LAST_WORKGROUP);
  }

  @Override
  public List<Saving> savings() {
    return Nvidia.SAVINGS;
  }

  @Override
  public HeadGroups headGroups() {
    return Decode.headGroups(attention);
  }

  @Override
  public int tokensPerBlock(Tuning tuning) {
    return tuning.waves() * tuning.tile();
  }

  @Override
  public LdsUse lds(Tuning tuning) {
    int rows = headGroups().rows();
    int scale = attention.kvScales() == KvScales.TOKEN ? Float.BYTES : 0;
    int ring = rowsInFlight(tuning) * (StagedRow.of(attention).pitch() + scale);
    int handOver = rows * Decode.outputBytes(attention) + Decode.STATISTICS_BYTES;
    int waveBytes = Decode.align(Math.max(ring, handOver));
    int totalBytes = tuning.waves() * waveBytes;
    return new LdsUse(waveBytes, rows, totalBytes, totalBytes);
  }

  /** Rows of K and of V in one wave's ring. */
  private static int rowsInFlight(Tuning tuning) {
    return tuning.buffering() * 2 * tuning.tile();
  }

  @Override
  public String largestInLds(Tuning tuning) {
    return Nvidia.largestInLds(tuning);
  }

  @Override
  public int registers(Tuning tuning) {
    int rowTiles = Math.ceilDiv(headGroups().rows(), Nvidia.ROWS_PER_TILE);
    int chunks = attention.headSize() / 16;
    int output = 4 * rowTiles * chunks;
    int query = 2 * rowTiles * chunks;
    int scores = 4 * rowTiles * tuning.tile() / Nvidia.TOKENS_PER_TILE;
    int sums = 4 * rowTiles;
    int slopes = attention.alibi() ? 2 * rowTiles : 0;
    int places = tuning.buffering() > USUAL_BUFFERING ? PLACE_REGISTERS : 0;
    boolean packed = attention.layout() == KvLayout.PACKED;
    int further = packed ? 0 : tuning.tile() / Nvidia.TOKENS_PER_TILE - 1;
    boolean ahead = rowTiles * attention.headSize() > MOST_BESIDE_KEYS;
    int keys = ahead && further > 0 ? KEYS_AHEAD * chunks : 0;
    int seen = attention.countsTokens() ? SEEN_REGISTERS * rowTiles * further : 0;
    return output + query + scores + sums + slopes + places + keys + seen + OTHER_REGISTERS;
  }

  @Override
  public OptionalLong copiedBytes(Tuning tuning) {
    return OptionalLong.of((long) tuning.waves() * rowsInFlight(tuning) * attention.rowBytes());
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
  public boolean mergesAhead() {
    return true;
  }

  @Override
  public boolean mergesTogether(Tuning tuning) {
    return tuning.reduce() == Reduce.ALL_WORKGROUPS && attention.headSize() <= MOST_TOGETHER;
  }
}
