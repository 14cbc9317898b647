package dev.pagen.hip;

import dev.pagen.device.Grid;
import dev.pagen.device.Launch;
import dev.pagen.device.Stream;
import dev.pagen.hip.gen.hip;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A launch by {@code hipModuleLaunchKernel}. The argument block goes by its last parameter, {@code
 * extra}, an array made once: the runtime copies the block within the call.
 */
final class HipLaunch implements Launch {
  // Macros of hip_runtime_api.h: markers within "extra".
  private static final long HIP_LAUNCH_PARAM_BUFFER_POINTER = 1;
  private static final long HIP_LAUNCH_PARAM_BUFFER_SIZE = 2;
  private static final long HIP_LAUNCH_PARAM_END = 3;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment function;
  private final MemorySegment extra;

  HipLaunch(MemorySegment function, MemorySegment arguments) {
    this.function = function;
    MemorySegment size = arena.allocateFrom(ValueLayout.JAVA_LONG, arguments.byteSize());
    this.extra =
        arena.allocateFrom(
            ValueLayout.JAVA_LONG,
            HIP_LAUNCH_PARAM_BUFFER_POINTER,
            arguments.address(),
            HIP_LAUNCH_PARAM_BUFFER_SIZE,
            size.address(),
            HIP_LAUNCH_PARAM_END);
  }

  @Override
  public void enqueue(Stream stream, Grid grid, int threads, int dynamicLds) {
    if (grid.count() < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "a launch has at least one workgroup and one thread, not %s of %d"
              .formatted(grid, threads));
    }
    int status =
        hip.hipModuleLaunchKernel(
            function,
            grid.x(),
            grid.y(),
            grid.z(),
            threads,
            1,
            1,
            dynamicLds,
            HipStream.of(stream).segment(),
            MemorySegment.NULL,
            extra);
    HipRuntime.check("hipModuleLaunchKernel", status);
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
