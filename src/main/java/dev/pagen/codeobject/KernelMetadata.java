package dev.pagen.codeobject;

import java.util.List;

/**
 * What the compiler noted about one kernel, for whoever launches it. Field meanings: LLVM, "User
 * Guide for AMDGPU Backend", code object V3 and later metadata.
 *
 * @param name the kernel's name, as {@code hipModuleGetFunction} takes it
 * @param symbol the name of its descriptor, {@code NAME.kd}
 * @param arguments in order of their offset, hidden ones included
 * @param kernargBytes bytes of the argument block
 * @param kernargAlignment its alignment in bytes
 * @param ldsBytes LDS that the kernel declares; what a launch adds is not in it
 * @param scratchBytes private memory of one lane
 * @param waveSize lanes of a wave: 64, or 32
 * @param sgprs scalar registers, the hidden ones (VCC and such) included
 * @param vgprCount vector registers; on gfx90a, gfx942 and gfx950 it is VGPRs rounded up to 4 plus
 *     AGPRs where there are AGPRs, and the plain VGPR count otherwise
 * @param agprCount accumulation registers
 * @param sgprSpills scalar registers that were stored elsewhere for want of room
 * @param vgprSpills the same for vector registers
 * @param maxWorkgroupSize most work-items in a workgroup that the kernel was compiled for
 * @param dynamicStack whether it may need more stack than {@code scratchBytes}
 */
public record KernelMetadata(
    String name,
    String symbol,
    List<KernelArgument> arguments,
    int kernargBytes,
    int kernargAlignment,
    int ldsBytes,
    int scratchBytes,
    int waveSize,
    int sgprs,
    int vgprCount,
    int agprCount,
    int sgprSpills,
    int vgprSpills,
    int maxWorkgroupSize,
    boolean dynamicStack) {

  public KernelMetadata {
    arguments = List.copyOf(arguments);
  }
}
