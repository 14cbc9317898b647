package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.TuningParameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the kernels for CDNA targets have in common. */
final class Cdna {
  static final int WAVE_SIZE = Family.CDNA.waveSize();

  /** Bytes that one register of all lanes of a wave holds. */
  static final int REGISTER_BYTES = WAVE_SIZE * Integer.BYTES;

  /** What docs/performance-model.md comes to with a latency of a microsecond; not measured. */
  static final LaunchCosts LAUNCH_COSTS = new LaunchCosts(3, 0.06, 7, 7, 0.06);

  /** Elements of a row beyond which a decode kernel has no registers to spare. */
  private static final int LONGEST_AHEAD = 128;

  private Cdna() {}

  static void check(AttentionSpec attention, Target target, Tuning tuning, List<Refusal> refusals) {
    if (tuning.mfma() != MfmaShape.M16N16K16 && tuning.mfma() != MfmaShape.M16N16K32) {
      refusals.add(
          new Refusal(
              "mfma " + tuning.mfma(),
              "that is a matrix instruction of NVIDIA's targets",
              "the nearest is " + MfmaShape.M16N16K16));
    }
    if (tuning.mfma() == MfmaShape.M16N16K32) {
      checkWideMfma(target, tuning, refusals);
    }
    checkSmallNumbers(attention, target, refusals);
  }

  private static void checkWideMfma(Target target, Tuning tuning, List<Refusal> refusals) {
    if (target != Target.GFX950) {
      refusals.add(
          new Refusal(
              "mfma " + tuning.mfma(),
              "only gfx950 has this matrix instruction",
              "the nearest is " + MfmaShape.M16N16K16));
    }
    if (tuning.tile() % tuning.mfma().k() != 0) {
      refusals.add(
          new Refusal(
              "tile " + tuning.tile(),
              "mfma %s contracts over %d tokens of V".formatted(tuning.mfma(), tuning.mfma().k()),
              "the nearest is tile %d, or mfma %s"
                  .formatted(tuning.mfma().k(), MfmaShape.M16N16K16)));
    }
  }

  private static void checkSmallNumbers(
      AttentionSpec attention, Target target, List<Refusal> refusals) {
    if (target == Target.GFX90A
        && attention.quantisedType().equals(Optional.of(DataType.FP8_E5M2))
        && attention.dtype() == DataType.FP16) {
      refusals.add(
          new Refusal(
              attention.quantisedKeys() ? "KV dtype fp8_e5m2" : "value dtype fp8_e5m2",
              "gfx90a multiplies fp16 below 2^-14 as zero, and fp8_e5m2 goes down to 2^-16",
              "the nearest are dtype bf16, and KV dtype fp8_e4m3"));
    }
  }

  /**
   * The matrix instruction follows the tile, the tile an explicit matrix instruction, and V travels
   * as K does where one of them is copied.
   */
  static Tuning settle(Tuning tuning, Set<TuningParameter> fixed) {
    Tuning settled = tuning;
    if (tuning.tile() % tuning.mfma().k() != 0) {
      if (!fixed.contains(TuningParameter.MFMA)) {
        settled = settled.withMfma(MfmaShape.M16N16K16);
      } else if (!fixed.contains(TuningParameter.TILE)) {
        settled = settled.withTile(tuning.mfma().k());
      }
    }
    if (tuning.kPath() == LoadPath.COPY && !fixed.contains(TuningParameter.V_PATH)) {
      return settled.withVPath(LoadPath.COPY);
    }
    if (tuning.vPath() == LoadPath.COPY && !fixed.contains(TuningParameter.K_PATH)) {
      return settled.withKPath(LoadPath.COPY);
    }
    return settled;
  }

  /**
   * Asks the register allocator for as many waves as LDS and the registers that the kernel cannot
   * do without leave room for. Left to itself it takes as many registers as one wave can have, and
   * where it must leave room for two it keeps the accumulators where vector instructions reach
   * them.
   *
   * @param lds of a workgroup
   * @param registers of a lane
   */
  static Tuning withWavesPerEu(Tuning tuning, Target target, LdsUse lds, int registers) {
    int workgroups = Math.max(1, target.ldsBytesPerCu() / lds.totalBytes());
    int byLds = Math.ceilDiv(workgroups * tuning.waves(), Target.SIMDS_PER_CU);
    int ofWorkgroup = Math.ceilDiv(tuning.waves(), Target.SIMDS_PER_CU);
    int byRegisters =
        Math.clamp(
            Target.REGISTERS_PER_LANE / registers, ofWorkgroup, Family.CDNA.maxWavesPerSimd());
    return tuning.withWavesPerEu(Math.min(byLds, byRegisters));
  }

  static boolean mergesAhead(AttentionSpec attention) {
    return attention.valueSize() <= LONGEST_AHEAD;
  }
}
