package dev.pagen.codeobject;

import dev.pagen.spec.Family;
import dev.pagen.spec.Target;

/**
 * How many waves of a kernel one compute unit of a CDNA target holds at once, if enough workgroups
 * are waiting.
 *
 * <p>A SIMD gives each of its waves the registers it asks for out of 512 per lane, in steps of 8,
 * and holds at most 8 waves; a workgroup's waves are spread over the 4 SIMDs and share the compute
 * unit's LDS. Sources: the CDNA instruction set documents; LLVM's AMDGPU subtarget for the
 * granules.
 *
 * @param workgroupsPerCu workgroups on a compute unit; 0 if not even one fits
 * @param wavesPerCu waves on a compute unit
 * @param limit what keeps one more workgroup away
 */
public record Occupancy(int workgroupsPerCu, int wavesPerCu, Limit limit) {

  /** What an additional workgroup would lack first. */
  public enum Limit {
    /** Vector registers: VGPRs and AGPRs together. */
    REGISTERS,
    /** Scalar registers. */
    SCALAR_REGISTERS,
    /** LDS. */
    LDS,
    /** Places for waves: nothing in the kernel could raise the occupancy. */
    WAVE_SLOTS
  }

  private static final int SGPRS_PER_SIMD = 800;
  private static final int SGPR_GRANULE = 16;

  /**
   * The occupancy of a kernel launched with {@code workgroupSize} work-items and no LDS beyond what
   * it declares.
   */
  public static Occupancy of(KernelResources kernel, Target target, int workgroupSize) {
    return of(kernel, target, workgroupSize, 0);
  }

  /**
   * The occupancy of a kernel.
   *
   * @param workgroupSize work-items of a workgroup, at least 1
   * @param dynamicLdsBytes LDS that the launch adds to what the kernel declares, at least 0
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Occupancy of(
      KernelResources kernel, Target target, int workgroupSize, int dynamicLdsBytes) {
    if (workgroupSize < 1 || dynamicLdsBytes < 0) {
      throw new IllegalArgumentException(
          "workgroup size %d and dynamic LDS %d: at least 1 and 0 are needed"
              .formatted(workgroupSize, dynamicLdsBytes));
    }
    int waves = Math.ceilDiv(workgroupSize, Family.CDNA.waveSize());
    int workgroups = workgroups(Family.CDNA.maxWavesPerSimd(), waves);
    Limit limit = Limit.WAVE_SLOTS;

    int byRegisters =
        workgroups(
            (int)
                (Target.REGISTERS_PER_LANE / roundUp(kernel.registers(), Target.REGISTER_GRANULE)),
            waves);
    if (byRegisters < workgroups) {
      workgroups = byRegisters;
      limit = Limit.REGISTERS;
    }
    int bySgprs = workgroups((int) (SGPRS_PER_SIMD / roundUp(kernel.sgprs(), SGPR_GRANULE)), waves);
    if (bySgprs < workgroups) {
      workgroups = bySgprs;
      limit = Limit.SCALAR_REGISTERS;
    }
    long lds = (long) kernel.ldsBytes() + dynamicLdsBytes;
    int byLds =
        lds == 0 ? workgroups : (int) (target.ldsBytesPerCu() / roundUp(lds, ldsGranule(target)));
    if (byLds < workgroups) {
      workgroups = byLds;
      limit = Limit.LDS;
    }
    return new Occupancy(workgroups, workgroups * waves, limit);
  }

  /** Waves on one SIMD, on average over the four. */
  public double wavesPerSimd() {
    return (double) wavesPerCu / Target.SIMDS_PER_CU;
  }

  /**
   * Workgroups of {@code waves} waves that find room when each SIMD takes {@code perSimd} waves.
   */
  private static int workgroups(int perSimd, int waves) {
    return Target.SIMDS_PER_CU * perSimd / waves;
  }

  /** Bytes in whose multiples a workgroup gets LDS. */
  private static int ldsGranule(Target target) {
    return switch (target) {
      case GFX90A, GFX942 -> 512;
      case GFX950 -> 1280;
      case SM_80, SM_90, SM_100 ->
          throw new IllegalArgumentException(target + " is no CDNA target");
    };
  }

  private static long roundUp(long count, int granule) {
    return Math.max(1, Math.ceilDiv(count, granule)) * granule;
  }
}
