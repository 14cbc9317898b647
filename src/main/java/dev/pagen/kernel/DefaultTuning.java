package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Family;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Numbering;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.Tuning.Schedule;

/**
 * The tuning that is used where nobody asked for another. On CDNA two tiles in registers, so that
 * one is always on its way, with tiles small enough for at least two waves per SIMD.
 */
public final class DefaultTuning {
  private static final int WAVES = 4;

  private DefaultTuning() {}

  public static Tuning of(AttentionSpec attention, Target target) {
    return switch (target.family()) {
      case CDNA ->
          attention.latent().isPresent() ? latent(attention, target) : cdna(attention, target);
      case NVIDIA -> NvidiaTuning.defaultFor(attention, target);
    };
  }

  private static Tuning cdna(AttentionSpec attention, Target target) {
    int rowBytes = attention.headSize() * attention.dtype().bytes(); // of what is multiplied
    boolean longRows = rowBytes > 256;
    boolean wide = target == Target.GFX950 && !longRows;
    // Rows of 512 bytes leave no register for a slope, or for starts that differ, unless K needs
    // no staging. Nor do they for more than one partial result at a time: another kernel merges.
    boolean starts = attention.lookback().most().isPresent() && attention.qLen() > 1;
    boolean fullRegisters = (attention.alibi() || starts) && longRows;
    int buffering = rowBytes <= 512 ? 2 : 1;
    boolean packed = attention.layout() == KvLayout.PACKED;
    int tile = wide ? 32 : 16;
    Tuning tuning =
        new Tuning(
            buffering,
            0,
            WAVES,
            tile,
            fullRegisters || packed ? LoadPath.DIRECT : LoadPath.LDS,
            LoadPath.DIRECT,
            true,
            wide ? MfmaShape.M16N16K32 : MfmaShape.M16N16K16,
            0,
            longRows ? Reduce.KERNEL : Reduce.LAST_WORKGROUP,
            Numbering.LINEAR,
            Schedule.GRID);
    return withWavesPerEu(attention, tuning, target);
  }

  private static Tuning latent(AttentionSpec attention, Target target) {
    int headWaves = LatentShare.fewestWaves(attention);
    Tuning longer = latent(headWaves, 32, target);
    boolean fits =
        headWaves < 8
            || LatentSupport.comfortableRegisters(attention, longer) <= LatentSupport.ROOM_OF_EIGHT;
    boolean wanted = wantsLongerTile(attention, headWaves, target);
    return withWavesPerEu(
        attention, wanted && fits ? longer : latent(headWaves, 16, target), target);
  }

  private static Tuning latent(int headWaves, int tile, Target target) {
    return new Tuning(
        LatentSupport.BUFFERING,
        0,
        headWaves > 2 ? 2 * WAVES : WAVES,
        tile,
        LoadPath.LDS,
        LoadPath.LDS,
        true,
        target == Target.GFX950 && tile == 32 ? MfmaShape.M16N16K32 : MfmaShape.M16N16K16,
        0,
        Reduce.KERNEL,
        Numbering.LINEAR,
        Schedule.GRID);
  }

  /**
   * Where only one workgroup of a compute unit has room, for its query rows, a longer tile keeps
   * more on its way; of 8-bit rows it does with as many rows as eight waves can have. On gfx950 LDS
   * has room for several, and matrix instructions want them, but for rows with a slope and an end
   * of what they see each.
   */
  private static boolean wantsLongerTile(AttentionSpec attention, int headWaves, Target target) {
    if (target == Target.GFX950) {
      return !(attention.alibi() && attention.qLen() > 1);
    }
    return headWaves == 4 || (headWaves == 8 && attention.quantised() && attention.qLen() == 1);
  }

  /**
   * Asks the register allocator for as many waves as LDS and the registers that the kernel cannot
   * do without leave room for. Left to itself it takes as many registers as one wave can have, and
   * where it must leave room for two it keeps the accumulators where vector instructions reach
   * them.
   */
  static Tuning withWavesPerEu(AttentionSpec attention, Tuning tuning, Target target) {
    int ldsBytes = LdsUse.of(attention, tuning, Family.CDNA).totalBytes();
    int workgroups = Math.max(1, target.ldsBytesPerCu() / ldsBytes);
    int byLds = Math.ceilDiv(workgroups * tuning.waves(), Target.SIMDS_PER_CU);
    int waves = Math.min(byLds, RegisterEstimate.wavesPerSimd(attention, tuning));
    return tuning.withWavesPerEu(waves);
  }
}
