package dev.pagen.hip;

import dev.pagen.device.Kernel;
import dev.pagen.device.Launch;
import java.lang.foreign.MemorySegment;

/** A {@code hipFunction_t}; it goes with its module. */
record HipKernel(String name, MemorySegment function) implements Kernel {
  @Override
  public Launch prepare(MemorySegment arguments) {
    return new HipLaunch(function, arguments);
  }
}
