package dev.pagen.hip;

import dev.pagen.device.DeviceBuffer;
import dev.pagen.hip.gen.hip;
import java.lang.foreign.MemorySegment;

/** Memory of {@code hipMalloc}. */
final class HipBuffer implements DeviceBuffer {
  private final long bytes;
  private MemorySegment memory;

  private HipBuffer(MemorySegment memory, long bytes) {
    this.memory = memory;
    this.bytes = bytes;
  }

  /** Memory of the current device. HIP's answer to 0 bytes is a null pointer. */
  static HipBuffer allocate(long bytes) {
    return new HipBuffer(HipDevice.handle("hipMalloc", p -> hip.hipMalloc(p, bytes)), bytes);
  }

  @Override
  public long address() {
    return memory.address();
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    MemorySegment freed = memory;
    memory = MemorySegment.NULL;
    HipRuntime.check("hipFree", hip.hipFree(freed));
  }
}
