package dev.pagen.emulator.machine;

import dev.pagen.device.DeviceUnavailableException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Zeroed address space of this process that gets memory where it is touched, by way of Linux's
 * {@code mmap}. It counts against no limit but that of address space; an {@link Arena} would clear,
 * and so touch, all of it.
 */
final class ReservedMemory {
  private static final int READ_AND_WRITE = 3;

  /** Private, anonymous, and without a reservation of memory for all of it. */
  private static final int LAZY = 0x2 | 0x20 | 0x4000;

  private static final int DONT_NEED = 4;
  private static final MemorySegment FAILED = MemorySegment.ofAddress(-1);

  private static final MethodHandle MAP =
      function(
          "mmap",
          FunctionDescriptor.of(
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG));
  private static final MethodHandle UNMAP =
      function(
          "munmap",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
  private static final MethodHandle ADVISE =
      function(
          "madvise",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));

  private ReservedMemory() {}

  /**
   * Reserves {@code bytes} bytes, at least 1. They go with the segment and its slices.
   *
   * @throws DeviceUnavailableException if the process may have no more address space
   */
  static MemorySegment reserve(long bytes) {
    MemorySegment start;
    try {
      start =
          (MemorySegment) MAP.invokeExact(MemorySegment.NULL, bytes, READ_AND_WRITE, LAZY, -1, 0L);
    } catch (Throwable e) {
      throw neverThrown(e);
    }
    if (start.equals(FAILED)) {
      throw new DeviceUnavailableException(
          "The emulator found no %d bytes of address space. Is it limited (ulimit -v)?"
              .formatted(bytes));
    }
    return start.reinterpret(bytes, Arena.ofAuto(), reserved -> unmap(reserved, bytes));
  }

  /** Gives back the memory behind a segment that {@link #reserve} made; it is zeroed again. */
  static void release(MemorySegment reserved) {
    try {
      int _ = (int) ADVISE.invokeExact(reserved, reserved.byteSize(), DONT_NEED);
    } catch (Throwable e) {
      throw neverThrown(e);
    }
  }

  private static void unmap(MemorySegment reserved, long bytes) {
    try {
      int _ = (int) UNMAP.invokeExact(reserved, bytes);
    } catch (Throwable e) {
      throw neverThrown(e);
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }

  private static RuntimeException neverThrown(Throwable e) {
    return new IllegalStateException("a downcall throws nothing of its own", e);
  }
}
