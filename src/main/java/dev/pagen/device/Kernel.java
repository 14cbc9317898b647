package dev.pagen.device;

import java.lang.foreign.MemorySegment;

/** A kernel of a loaded module. */
public interface Kernel {
  /** The name it was found by. */
  String name();

  /**
   * Ties an argument block to the kernel. The block is read when the launch is enqueued, so one
   * block serves many launches, changed in between.
   *
   * @param arguments native memory with the explicit arguments at their offsets, little-endian, as
   *     long as to the end of the last of them, which CUDA checks; must outlive the launch
   */
  Launch prepare(MemorySegment arguments);
}
