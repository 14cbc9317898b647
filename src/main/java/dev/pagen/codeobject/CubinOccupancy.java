package dev.pagen.codeobject;

import dev.pagen.spec.Target;

/**
 * How many warps of a kernel of a cubin one multiprocessor holds at once, if enough blocks are
 * waiting. Source: NVIDIA, "CUDA C++ Programming Guide", technical specifications per compute
 * capability, and the granules of the occupancy calculator in Nsight Compute.
 *
 * @param blocksPerSm blocks on a multiprocessor; 0 if not even one fits
 * @param warpsPerSm warps on a multiprocessor
 * @param limit what keeps one more block away
 */
public record CubinOccupancy(int blocksPerSm, int warpsPerSm, Limit limit) {

  /** What an additional block would lack first. */
  public enum Limit {
    /** Registers. */
    REGISTERS,
    /** Shared memory. */
    SHARED_MEMORY,
    /** Places for warps. */
    WARP_SLOTS,
    /** Places for blocks. */
    BLOCK_SLOTS
  }

  private static final int REGISTERS_PER_PARTITION = 16_384;
  private static final int PARTITIONS = 4;
  private static final int REGISTER_GRANULE = 8;
  private static final int BLOCK_SLOTS = 32;
  private static final int SHARED_GRANULE = 128;

  /**
   * The occupancy of a kernel.
   *
   * @param target an NVIDIA target
   * @param threads of a block, at least 1
   * @param dynamicShared bytes that the launch adds to what the kernel declares, at least 0
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static CubinOccupancy of(
      CubinKernel kernel, Target target, int threads, int dynamicShared) {
    if (threads < 1 || dynamicShared < 0) {
      throw new IllegalArgumentException(
          "%d threads and %d bytes of dynamic shared memory: at least 1 and 0 are needed"
              .formatted(threads, dynamicShared));
    }
    int lanes = target.family().waveSize();
    int warps = Math.ceilDiv(threads, lanes);
    int blocks = warpSlots(target) / warps;
    Limit limit = Limit.WARP_SLOTS;

    long registers = roundUp(kernel.registers(), REGISTER_GRANULE);
    int warpsOfPartition = (int) (REGISTERS_PER_PARTITION / (registers * lanes));
    int byRegisters = warpsOfPartition * PARTITIONS / warps;
    if (byRegisters < blocks) {
      blocks = byRegisters;
      limit = Limit.REGISTERS;
    }
    long asked = (long) kernel.sharedBytes() + dynamicShared + target.family().ldsReserve();
    int byShared = (int) (target.ldsBytesPerCu() / roundUp(asked, SHARED_GRANULE));
    if (byShared < blocks) {
      blocks = byShared;
      limit = Limit.SHARED_MEMORY;
    }
    if (BLOCK_SLOTS < blocks) {
      blocks = BLOCK_SLOTS;
      limit = Limit.BLOCK_SLOTS;
    }
    return new CubinOccupancy(blocks, blocks * warps, limit);
  }

  /** Warps that a multiprocessor of {@code target} has room for. */
  public static int warpSlots(Target target) {
    return PARTITIONS * target.family().maxWavesPerSimd();
  }

  private static long roundUp(long count, int granule) {
    return Math.max(1, Math.ceilDiv(count, granule)) * granule;
  }
}
