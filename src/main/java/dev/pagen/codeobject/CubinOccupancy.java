package dev.pagen.codeobject;

import java.util.Optional;

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

  /** Threads of a warp. */
  public static final int WARP_SIZE = 32;

  /** 32-bit registers of a multiprocessor. */
  public static final int REGISTERS_PER_SM = 65_536;

  private static final int REGISTER_GRANULE = 8;
  private static final int PARTITIONS = 4;
  private static final int SHARED_GRANULE = 128;
  private static final int RESERVED_SHARED = 1024;

  /**
   * What a multiprocessor has.
   *
   * @param warps places for warps
   * @param blocks places for blocks
   * @param sharedBytes shared memory, with the 1024 bytes that the driver takes of it for each
   *     block
   */
  public record Multiprocessor(int warps, int blocks, int sharedBytes) {

    /** Of an architecture such as {@code sm_90}, if it is known here. */
    public static Optional<Multiprocessor> of(String arch) {
      return switch (arch) {
        case "sm_80" -> Optional.of(new Multiprocessor(64, 32, 164 * 1024));
        case "sm_86" -> Optional.of(new Multiprocessor(48, 16, 100 * 1024));
        case "sm_89" -> Optional.of(new Multiprocessor(48, 24, 100 * 1024));
        case "sm_90", "sm_100", "sm_103" -> Optional.of(new Multiprocessor(64, 32, 228 * 1024));
        default -> Optional.empty();
      };
    }
  }

  /**
   * The occupancy of a kernel.
   *
   * @param threads of a block, at least 1
   * @param dynamicShared bytes that the launch adds to what the kernel declares, at least 0
   */
  public static CubinOccupancy of(
      CubinKernel kernel, Multiprocessor sm, int threads, int dynamicShared) {
    if (threads < 1 || dynamicShared < 0) {
      throw new IllegalArgumentException(
          "%d threads and %d bytes of dynamic shared memory: at least 1 and 0 are needed"
              .formatted(threads, dynamicShared));
    }
    int warps = Math.ceilDiv(threads, WARP_SIZE);
    int blocks = sm.warps / warps;
    Limit limit = Limit.WARP_SLOTS;

    int registers = roundUp(kernel.registers(), REGISTER_GRANULE);
    int warpsOfPartition = REGISTERS_PER_SM / PARTITIONS / (registers * WARP_SIZE);
    int byRegisters = warpsOfPartition * PARTITIONS / warps;
    if (byRegisters < blocks) {
      blocks = byRegisters;
      limit = Limit.REGISTERS;
    }
    int shared = roundUp(kernel.sharedBytes() + dynamicShared + RESERVED_SHARED, SHARED_GRANULE);
    int byShared = sm.sharedBytes / shared;
    if (byShared < blocks) {
      blocks = byShared;
      limit = Limit.SHARED_MEMORY;
    }
    if (sm.blocks < blocks) {
      blocks = sm.blocks;
      limit = Limit.BLOCK_SLOTS;
    }
    return new CubinOccupancy(blocks, blocks * warps, limit);
  }

  private static int roundUp(int count, int granule) {
    return Math.max(1, Math.ceilDiv(count, granule)) * granule;
  }
}
