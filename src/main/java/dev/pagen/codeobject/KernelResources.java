package dev.pagen.codeobject;

/**
 * What one kernel asks of a compute unit.
 *
 * @param vgprs vector registers of a lane, AGPRs not counted. Exact where the code object says so
 *     (LLVM 21 and newer); otherwise, in a kernel with AGPRs, rounded up to 4
 * @param agprs accumulation registers of a lane
 * @param registers what both take together out of the 512 of a lane, before the granule of 8: the
 *     VGPRs rounded up to 4 plus the AGPRs where there are AGPRs
 * @param sgprs scalar registers of a wave
 * @param vgprSpills vector registers that were spilled
 * @param sgprSpills scalar registers that were spilled
 * @param ldsBytes LDS of a workgroup, without what a launch adds
 * @param scratchBytes private memory of a lane
 * @param waveSize lanes of a wave
 * @param maxWorkgroupSize most work-items of a workgroup
 */
public record KernelResources(
    int vgprs,
    int agprs,
    int registers,
    int sgprs,
    int vgprSpills,
    int sgprSpills,
    int ldsBytes,
    int scratchBytes,
    int waveSize,
    int maxWorkgroupSize) {

  /** Whether anything was spilled or put in scratch. */
  public boolean spills() {
    return vgprSpills > 0 || sgprSpills > 0 || scratchBytes > 0;
  }
}
