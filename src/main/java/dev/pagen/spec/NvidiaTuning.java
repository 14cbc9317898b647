package dev.pagen.spec;

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

  /** Query rows of one matrix instruction. */
  private static final int ROWS_PER_TILE = 8;

  private NvidiaTuning() {}

  /**
   * Three tiles for each of four waves, or as much less as lets two workgroups share a
   * multiprocessor: one loads while the other begins or ends.
   */
  static Tuning defaultFor(AttentionSpec attention, Target target) {
    if (attention.latent().isPresent()) {
      return NvidiaLatents.defaultFor(attention, target);
    }
    for (int buffering : List.of(3, 2)) {
      for (int waves : List.of(4, 2)) {
        Tuning tuning = of(buffering, waves);
        int bytes = LdsUse.of(attention, tuning, target.family()).totalBytes();
        if (2 * (bytes + target.family().ldsReserve()) <= target.ldsBytesPerCu()) {
          return tuning;
        }
      }
    }
    return of(2, 1);
  }

  private static Tuning of(int buffering, int waves) {
    return new Tuning(
        buffering,
        0,
        waves,
        16,
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
    int scores = 4 * rowTiles * tuning.tile() / 16;
    int sums = 4 * rowTiles;
    return output + query + scores + sums + OTHER_REGISTERS;
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
