package dev.pagen.codeobject;

import dev.pagen.elf.FileBytes;

/**
 * The 64 bytes at {@code NAME.kd} that tell the command processor how to start a kernel. Layout:
 * LLVM, "User Guide for AMDGPU Backend", kernel descriptor; register fields as on GFX90A and GFX940
 * to GFX950.
 *
 * @param ldsBytes LDS that a workgroup declares
 * @param scratchBytes private memory of one lane
 * @param kernargBytes bytes of the argument block, 0 where the compiler did not say
 * @param entryOffset bytes from the descriptor to the first instruction
 * @param resource1 {@code COMPUTE_PGM_RSRC1}: register counts and floating-point modes
 * @param resource2 {@code COMPUTE_PGM_RSRC2}: which values a wave starts with
 * @param resource3 {@code COMPUTE_PGM_RSRC3}: where the AGPRs begin
 * @param properties which pointers the user SGPRs start with
 * @param kernargPreload SGPRs filled from the argument block: length in bits 6:0, dword offset in
 *     bits 15:7
 */
public record KernelDescriptor(
    long ldsBytes,
    long scratchBytes,
    long kernargBytes,
    long entryOffset,
    int resource1,
    int resource2,
    int resource3,
    int properties,
    int kernargPreload) {

  /** Bytes of a descriptor. */
  public static final int SIZE = 64;

  static KernelDescriptor read(FileBytes bytes) {
    return new KernelDescriptor(
        bytes.u32(0),
        bytes.u32(4),
        bytes.u32(8),
        bytes.i64(16),
        bytes.i32(48),
        bytes.i32(52),
        bytes.i32(44),
        bytes.u16(56),
        bytes.u16(58));
  }

  /** Registers of a lane that a wave is given, VGPRs and AGPRs together: a multiple of 8. */
  public int allocatedRegisters() {
    return (bits(resource1, 0, 6) + 1) * 8;
  }

  /** Scalar registers that a wave is given: a multiple of 16. */
  public int allocatedSgprs() {
    return (bits(resource1, 6, 4) / 2 + 1) * 16;
  }

  /** Where the AGPRs begin among a lane's registers: a multiple of 4, at least the VGPR count. */
  public int accumOffset() {
    return (bits(resource3, 0, 6) + 1) * 4;
  }

  /** SGPRs that are set before the wave starts, from s0. */
  public int userSgprs() {
    return bits(resource2, 1, 5);
  }

  /**
   * Whether the workgroup's index of a dimension follows the user SGPRs.
   *
   * @param dimension 0, 1 or 2 for x, y, z
   */
  public boolean workgroupIdEnabled(int dimension) {
    return bits(resource2, 7 + dimension, 1) == 1;
  }

  /** Whether the scratch wave offset follows the workgroup's indices. */
  public boolean scratchEnabled() {
    return bits(resource2, 0, 1) == 1;
  }

  /** Dimensions of the work-item's index that v0 holds, 10 bits each: 1, 2 or 3. */
  public int workitemIdDimensions() {
    return bits(resource2, 11, 2) + 1;
  }

  /** Floating-point mode bits, as the low 8 bits of the {@code MODE} register start. */
  public int floatMode() {
    return bits(resource1, 12, 8);
  }

  /** Whether user SGPRs hold the scratch buffer's resource (4 of them). */
  public boolean hasPrivateSegmentBuffer() {
    return bits(properties, 0, 1) == 1;
  }

  /** Whether user SGPRs hold the dispatch packet's address (2 of them). */
  public boolean hasDispatchPointer() {
    return bits(properties, 1, 1) == 1;
  }

  /** Whether user SGPRs hold the queue's address (2 of them). */
  public boolean hasQueuePointer() {
    return bits(properties, 2, 1) == 1;
  }

  /** Whether user SGPRs hold the argument block's address (2 of them). */
  public boolean hasKernargPointer() {
    return bits(properties, 3, 1) == 1;
  }

  /** Whether user SGPRs hold the dispatch id (2 of them). */
  public boolean hasDispatchId() {
    return bits(properties, 4, 1) == 1;
  }

  /** Whether user SGPRs hold what flat scratch starts with (2 of them). */
  public boolean hasFlatScratchInit() {
    return bits(properties, 5, 1) == 1;
  }

  /** Whether a user SGPR holds the scratch size. */
  public boolean hasPrivateSegmentSize() {
    return bits(properties, 6, 1) == 1;
  }

  private static int bits(int word, int first, int count) {
    return word >>> first & (1 << count) - 1;
  }
}
