package dev.pagen.codeobject;

import java.util.List;

/**
 * One kernel of a cubin.
 *
 * @param name its name, as {@code hipModuleGetFunction} takes it
 * @param arguments in the order of their offset; a cubin tells neither their names nor whether they
 *     are pointers
 * @param argumentBytes bytes of the argument block
 * @param registers of a thread
 * @param sharedBytes shared memory that the kernel declares; what a launch adds is not in it, nor
 *     what the driver reserves
 * @param localBytes local memory of a thread: what was spilled, and arrays that found no registers
 * @param barriers named barriers of a block
 * @param maxWorkgroupSize most threads of a block that it was compiled for
 * @param codeBytes bytes of its code
 */
public record CubinKernel(
    String name,
    List<KernelArgument> arguments,
    int argumentBytes,
    int registers,
    int sharedBytes,
    int localBytes,
    int barriers,
    int maxWorkgroupSize,
    long codeBytes)
    implements GpuKernel {
  public CubinKernel {
    arguments = List.copyOf(arguments);
  }
}
