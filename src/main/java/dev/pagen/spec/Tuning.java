package dev.pagen.spec;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * How a kernel goes about its work. Every combination gives the same result; they differ in speed.
 *
 * @param buffering tiles of K and V that a wave has room for, in registers (CDNA) or in shared
 *     memory (NVIDIA): one is computed on while {@code buffering - 1} are being loaded. 1 to 4
 * @param partition tokens that one workgroup handles; 0 leaves it to the plan, which knows the
 *     batch. No part of the source: one code object serves all partitions
 * @param waves waves of one workgroup
 * @param tile tokens that a wave computes on at a time: 16, 32 or 64
 * @param kPath how K rows reach the registers; on NVIDIA through shared memory
 * @param vPath how V rows reach the registers; on NVIDIA through shared memory
 * @param nonTemporal whether KV loads carry the non-temporal hint, so that they do not displace
 *     other data from the caches
 * @param mfma the matrix instruction
 * @param wavesPerEu waves per SIMD that the register allocator must leave room for; 0 leaves it to
 *     the compiler, as on NVIDIA it must
 * @param reduce who merges the partitions of a sequence
 * @param numbering which workgroup takes which sequence, partition and KV head
 * @param schedule how workgroups come to their sequence and partition
 */
public record Tuning(
    int buffering,
    int partition,
    int waves,
    int tile,
    LoadPath kPath,
    LoadPath vPath,
    boolean nonTemporal,
    MfmaShape mfma,
    int wavesPerEu,
    Reduce reduce,
    Numbering numbering,
    Schedule schedule) {

  /** How the rows of a cache reach the registers that the matrix instructions read. */
  public enum LoadPath {
    /** Straight from memory, in the order the matrix instruction wants. */
    DIRECT,
    /** Whole rows from memory to registers, then through LDS. */
    LDS,
    /** Whole rows from memory to LDS, past the registers. */
    COPY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The matrix instruction: M x N x K, 16-bit inputs, fp32 accumulators. */
  public enum MfmaShape {
    /** CDNA, four input values per lane; all its targets. */
    M16N16K16("16x16x16", 16),
    /** CDNA, eight input values per lane; gfx950. */
    M16N16K32("16x16x32", 32),
    /** NVIDIA; all its targets: one warp's, its operands in registers. */
    M16N8K16("16x8x16", 16),
    /** Hopper: one of four warps together, which reads operands from shared memory. */
    M64N64K16("64x64x16", 16),
    /** The same of 8-bit inputs, for scores of 8-bit caches. */
    M64N32K32("64x32x32", 32);

    private final String text;
    private final int k;

    MfmaShape(String text, int k) {
      this.text = text;
      this.k = k;
    }

    /** Length of the contraction of one instruction. */
    public int k() {
      return k;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Who merges the partitions of a sequence, where there are several. */
  public enum Reduce {
    /** The workgroup of a sequence and KV head that is done last. */
    LAST_WORKGROUP("last-workgroup"),
    /** The same where there are few; of many, all those of a sequence that can wait for it. */
    ALL_WORKGROUPS("all-workgroups"),
    /** A second kernel. */
    KERNEL("kernel");

    private final String text;

    Reduce(String text) {
      this.text = text;
    }

    /** Whether it is workgroups of the decode kernel. */
    public boolean byDecode() {
      return this != KERNEL;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Which workgroup takes what. A GPU of several dies (XCDs), each with an L2 of its own, deals
   * workgroups out to them in turn.
   */
  public enum Numbering {
    /** Neighbouring sequences on different dies. */
    LINEAR,
    /** Neighbouring sequences on the same die, for reuse of pages that they share. */
    XCD;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How workgroups come to their sequence and partition. */
  public enum Schedule {
    /** From the grid: as many partitions for every sequence, of a size that the launch fixes. */
    GRID,
    /**
     * From a list that a kernel of its own writes on the device, knowing the lengths: partitions of
     * a size that keeps the GPU busy with this batch, and no more of them than there are.
     */
    LIST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One tile of one wave, straight from memory: what other tunings are made from by withers. */
  public static final Tuning PLAIN =
      new Tuning(
          1,
          0,
          1,
          16,
          LoadPath.DIRECT,
          LoadPath.DIRECT,
          true,
          MfmaShape.M16N16K16,
          0,
          Reduce.KERNEL,
          Numbering.LINEAR,
          Schedule.GRID);

  private static final int MAX_WAVES_PER_EU = Family.CDNA.maxWavesPerSimd();

  /**
   * @throws InvalidSpecException if a number is outside what any kernel could mean by it
   */
  public Tuning {
    requireRange("buffering", buffering, 1, 4);
    requireOneOf("tile", tile, List.of(16, 32, 64));
    requireOneOf("waves", waves, List.of(1, 2, 4, 8));
    requireRange("waves-per-eu", wavesPerEu, 0, MAX_WAVES_PER_EU);
    if (partition < 0) {
      throw new InvalidSpecException(
          "partition is " + partition + ": it must be at least 1, or 0 to leave it to the plan");
    }
  }

  private static void requireRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidSpecException(
          "%s is %d: it must be %d to %d".formatted(name, value, least, most));
    }
  }

  private static void requireOneOf(String name, int value, List<Integer> choices) {
    if (!choices.contains(value)) {
      throw new InvalidSpecException(
          "%s is %d: it must be one of %s".formatted(name, value, choices));
    }
  }

  /** This tuning with so many tiles for each wave. */
  public Tuning withBuffering(int buffering) {
    return with(draft -> draft.buffering = buffering);
  }

  /** This tuning with so many tokens for each workgroup, or 0 for what suits the batch. */
  public Tuning withPartition(int partition) {
    return with(draft -> draft.partition = partition);
  }

  /** This tuning with so many waves in a workgroup. */
  public Tuning withWaves(int waves) {
    return with(draft -> draft.waves = waves);
  }

  /** This tuning with so many tokens in a tile. */
  public Tuning withTile(int tile) {
    return with(draft -> draft.tile = tile);
  }

  /** This tuning with K rows that travel this way. */
  public Tuning withKPath(LoadPath kPath) {
    return with(draft -> draft.kPath = kPath);
  }

  /** This tuning with V rows that travel this way. */
  public Tuning withVPath(LoadPath vPath) {
    return with(draft -> draft.vPath = vPath);
  }

  /** This tuning with KV loads with or without the non-temporal hint. */
  public Tuning withNonTemporal(boolean nonTemporal) {
    return with(draft -> draft.nonTemporal = nonTemporal);
  }

  /** This tuning with this matrix instruction. */
  public Tuning withMfma(MfmaShape mfma) {
    return with(draft -> draft.mfma = mfma);
  }

  /** This tuning with registers that leave room for so many waves per SIMD. */
  public Tuning withWavesPerEu(int wavesPerEu) {
    return with(draft -> draft.wavesPerEu = wavesPerEu);
  }

  /** This tuning with partitions merged so. */
  public Tuning withReduce(Reduce reduce) {
    return with(draft -> draft.reduce = reduce);
  }

  /** This tuning with workgroups numbered so. */
  public Tuning withNumbering(Numbering numbering) {
    return with(draft -> draft.numbering = numbering);
  }

  /** This tuning with workgroups that come to their work so. */
  public Tuning withSchedule(Schedule schedule) {
    return with(draft -> draft.schedule = schedule);
  }

  private Tuning with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.tuning();
  }

  /** A tuning of which something is about to change. */
  private static final class Draft {
    private int buffering;
    private int partition;
    private int waves;
    private int tile;
    private LoadPath kPath;
    private LoadPath vPath;
    private boolean nonTemporal;
    private MfmaShape mfma;
    private int wavesPerEu;
    private Reduce reduce;
    private Numbering numbering;
    private Schedule schedule;

    Draft(Tuning tuning) {
      buffering = tuning.buffering;
      partition = tuning.partition;
      waves = tuning.waves;
      tile = tuning.tile;
      kPath = tuning.kPath;
      vPath = tuning.vPath;
      nonTemporal = tuning.nonTemporal;
      mfma = tuning.mfma;
      wavesPerEu = tuning.wavesPerEu;
      reduce = tuning.reduce;
      numbering = tuning.numbering;
      schedule = tuning.schedule;
    }

    Tuning tuning() {
      return new Tuning(
          buffering,
          partition,
          waves,
          tile,
          kPath,
          vPath,
          nonTemporal,
          mfma,
          wavesPerEu,
          reduce,
          numbering,
          schedule);
    }
  }
}
