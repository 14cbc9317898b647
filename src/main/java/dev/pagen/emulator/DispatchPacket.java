package dev.pagen.emulator;

import dev.pagen.emulator.machine.Dim3;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The AQL packet that a launch is dispatched by, for kernels that read their sizes from it. Layout:
 * HSA Platform System Architecture Specification, kernel dispatch packet.
 *
 * @param ldsBytes of a workgroup
 * @param scratchBytes of a work-item
 */
record DispatchPacket(Dim3 grid, Dim3 block, int ldsBytes, int scratchBytes) {
  /** Bytes of a packet. */
  static final int BYTES = 64;

  /** Dimensions of a grid: HIP's have always three. */
  static final int DIMENSIONS = 3;

  /**
   * Its content.
   *
   * @param descriptor address of the kernel's descriptor
   * @param kernargs address of its arguments
   */
  byte[] bytes(long descriptor, long kernargs) {
    ByteBuffer packet = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    packet.putShort(2, (short) DIMENSIONS);
    packet.putShort(4, (short) block.x());
    packet.putShort(6, (short) block.y());
    packet.putShort(8, (short) block.z());
    packet.putInt(12, workItems(grid.x(), block.x()));
    packet.putInt(16, workItems(grid.y(), block.y()));
    packet.putInt(20, workItems(grid.z(), block.z()));
    packet.putInt(24, scratchBytes);
    packet.putInt(28, ldsBytes);
    packet.putLong(32, descriptor);
    packet.putLong(40, kernargs);
    return packet.array();
  }

  /** A number of 32 bits without a sign, which the launch has looked at. */
  private static int workItems(int workgroups, int items) {
    return (int) ((long) workgroups * items);
  }
}
