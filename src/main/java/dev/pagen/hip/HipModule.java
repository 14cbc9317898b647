package dev.pagen.hip;

import dev.pagen.device.Kernel;
import dev.pagen.device.Module;
import dev.pagen.hip.gen.hip;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A code object in a GPU. HIP loads it lazily, from the bytes it was given, so these live as long
 * as the module; and loads are one at a time, because not all versions of HIP bear two at once.
 */
final class HipModule implements Module {
  private static final ReentrantLock LOADING = new ReentrantLock();

  private final Arena arena = Arena.ofShared();
  private final MemorySegment module;
  private boolean closed;

  /** Loads into the current device. */
  HipModule(byte[] codeObject) {
    boolean loaded = false;
    LOADING.lock();
    try {
      MemorySegment image = arena.allocate(Math.max(1, codeObject.length), 4096);
      MemorySegment.copy(codeObject, 0, image, ValueLayout.JAVA_BYTE, 0, codeObject.length);
      module =
          HipDevice.handle("hipModuleLoadData", handle -> hip.hipModuleLoadData(handle, image));
      loaded = true;
    } finally {
      LOADING.unlock();
      if (!loaded) {
        arena.close();
      }
    }
  }

  @Override
  public Kernel kernel(String name) {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment text = call.allocateFrom(name);
      MemorySegment function =
          HipDevice.handle(
              "hipModuleGetFunction(" + name + ")",
              handle -> hip.hipModuleGetFunction(handle, module, text));
      return new HipKernel(name, function);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    LOADING.lock();
    try {
      HipRuntime.check("hipModuleUnload", hip.hipModuleUnload(module));
    } finally {
      LOADING.unlock();
      arena.close();
    }
  }
}
