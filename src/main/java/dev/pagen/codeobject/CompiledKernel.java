package dev.pagen.codeobject;

import java.util.List;

/**
 * One kernel of an AMDGPU code object.
 *
 * @param metadata what the compiler noted for launching it
 * @param descriptor what the command processor reads
 * @param descriptorAddress address of {@code NAME.kd}, relative to the load address
 * @param entryAddress address of the first instruction, relative to the load address
 * @param codeBytes bytes of its code, without the padding after it; 0 where the code object does
 *     not say
 * @param resources what it asks of a compute unit
 */
public record CompiledKernel(
    KernelMetadata metadata,
    KernelDescriptor descriptor,
    long descriptorAddress,
    long entryAddress,
    long codeBytes,
    KernelResources resources)
    implements GpuKernel {

  @Override
  public String name() {
    return metadata.name();
  }

  @Override
  public List<KernelArgument> arguments() {
    return metadata.arguments();
  }

  @Override
  public int argumentBytes() {
    return metadata.kernargBytes();
  }

  @Override
  public int maxWorkgroupSize() {
    return metadata.maxWorkgroupSize();
  }
}
