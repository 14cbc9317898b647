package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Numbering;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.Tuning.Schedule;
import java.util.List;

/** What a tuning can be on NVIDIA targets, and what it is where nobody asked for another. */
final class NvidiaTuning {
  /** Addresses, indices and what the compiler keeps besides. */
  private static final int OTHER_REGISTERS = 40;

  /** Tokens of one matrix instruction. */
  private static final int TILE = 16;

  /** Query rows of one matrix instruction. */
  private static final int ROWS_PER_TILE = 8;

  /** What each of several new tokens sees of a tile. */
  private static final int SEEN_REGISTERS = 16;

  /**
   * Where tiles lie beyond the third in flight. NVRTC 13.5 spills 8 bytes of kernels with ALiBi
   * that the sum without this just lets through (head size 256, 14 query heads a KV head, 8-bit
   * caches); {@code NvidiaKernelMatrixTest} notices.
   */
  private static final int PLACE_REGISTERS = 4;

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

  private NvidiaTuning() {}

  /**
   * Eight waves where rows are short, and three tiles for each: on an H200 that is fastest where a
   * batch is small, by up to a fifth over four waves, and at most 2 % slower where it is large.
   * Where rows are long, as much as lets two workgroups share a multiprocessor: one loads while the
   * other begins or ends.
   */
  static Tuning defaultFor(AttentionSpec attention, Target target) {
    if (attention.latent().isPresent()) {
      return NvidiaLatents.defaultFor(attention, target);
    }
    int tile = tile(attention, target);
    for (int buffering : List.of(3, 2)) {
      Tuning tuning = of(buffering, MOST_WAVES, tile);
      if (attention.headSize() <= SHORT_ROW && fits(1, attention, tuning, target)) {
        return tuning;
      }
    }
    for (int buffering : List.of(3, 2)) {
      for (int waves : List.of(4, 2)) {
        Tuning tuning = of(buffering, waves, tile);
        if (fits(2, attention, tuning, target)) {
          return tuning;
        }
      }
    }
    return of(2, 1, tile);
  }

  /**
   * In the packed layout a tile is as long as 32 bytes of an element, the least that memory gives,
   * where there are registers for its scores and for what rows see of it.
   */
  private static int tile(AttentionSpec attention, Target target) {
    if (attention.layout() != KvLayout.PACKED) {
      return TILE;
    }
    int tile = 2 * attention.packedElements();
    int registers =
        registers(attention, of(2, 1, tile)) + (attention.qLen() > 1 ? SEEN_REGISTERS : 0);
    return registers <= target.family().maxRegisters() ? tile : TILE;
  }

  private static boolean fits(
      int workgroups, AttentionSpec attention, Tuning tuning, Target target) {
    int bytes = LdsUse.of(attention, tuning, target.family()).totalBytes();
    return workgroups * (bytes + target.family().ldsReserve()) <= target.ldsBytesPerCu();
  }

  private static Tuning of(int buffering, int waves, int tile) {
    return new Tuning(
        buffering,
        0,
        waves,
        tile,
        LoadPath.LDS,
        LoadPath.LDS,
        true,
        MfmaShape.M16N8K16,
        0,
        Reduce.LAST_WORKGROUP,
        Numbering.LINEAR,
        Schedule.GRID);
  }

  /** Registers per lane that a kernel cannot do without. */
  static int registers(AttentionSpec attention, Tuning tuning) {
    if (attention.latent().isPresent()) {
      return NvidiaLatents.registers(attention, tuning);
    }
    int rowTiles = Math.ceilDiv(HeadGroups.of(attention, Family.NVIDIA).rows(), ROWS_PER_TILE);
    int chunks = attention.headSize() / 16;
    int output = 4 * rowTiles * chunks;
    int query = 2 * rowTiles * chunks;
    int scores = 4 * rowTiles * tuning.tile() / TILE;
    int sums = 4 * rowTiles;
    int slopes = attention.alibi() ? 2 * rowTiles : 0;
    int places = tuning.buffering() > USUAL_BUFFERING ? PLACE_REGISTERS : 0;
    boolean packed = attention.layout() == KvLayout.PACKED;
    int further = packed ? 0 : tuning.tile() / TILE - 1;
    boolean ahead = rowTiles * attention.headSize() > MOST_BESIDE_KEYS;
    int keys = ahead && further > 0 ? KEYS_AHEAD * chunks : 0;
    int seen = attention.qLen() > 1 ? SEEN_REGISTERS * rowTiles * further : 0;
    return output + query + scores + sums + slopes + places + keys + seen + OTHER_REGISTERS;
  }

  static void check(KernelSpec spec, List<Refusal> refusals) {
    Tuning tuning = spec.tuning();
    if (spec.attention().latent().isPresent()) {
      NvidiaLatents.check(spec, refusals);
    }
    if (tuning.mfma() != MfmaShape.M16N8K16) {
      refusals.add(
          new Refusal(
              "mfma " + tuning.mfma(),
              "that is a matrix instruction of AMD's targets",
              "the nearest is " + MfmaShape.M16N8K16));
    }
    checkPath("k-path", tuning.kPath(), refusals);
    checkPath("v-path", tuning.vPath(), refusals);
    if (tuning.wavesPerEu() != 0) {
      refusals.add(
          new Refusal(
              "waves-per-eu " + tuning.wavesPerEu(),
              "NVIDIA's compiler takes no such bound",
              "the nearest is 0"));
    }
  }

  private static void checkPath(String name, LoadPath path, List<Refusal> refusals) {
    if (path != LoadPath.LDS) {
      refusals.add(
          new Refusal(
              name + " " + path,
              "on NVIDIA targets rows are copied to shared memory",
              "the nearest is lds"));
    }
  }
}
