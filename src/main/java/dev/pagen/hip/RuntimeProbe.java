package dev.pagen.hip;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The three functions that ask a HIP runtime for its GPUs, past the bindings. */
final class RuntimeProbe {
  private static final AddressLayout TEXT =
      ValueLayout.ADDRESS.withTargetLayout(
          MemoryLayout.sequenceLayout(Long.MAX_VALUE, ValueLayout.JAVA_BYTE));

  private final MethodHandle init;
  private final MethodHandle count;
  private final Optional<MethodHandle> text;
  private final String name;

  /** Opens {@code library} for good: a driver that was asked once may run threads in it. */
  RuntimeProbe(Path library) {
    SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
    name = HipStatus.name(library);
    init = needed(symbols, "hipInit", ValueLayout.JAVA_INT);
    count = needed(symbols, "hipGetDeviceCount", ValueLayout.ADDRESS);
    text = function(symbols, "hipGetErrorString", TEXT, ValueLayout.JAVA_INT);
  }

  private static MethodHandle needed(SymbolLookup symbols, String name, MemoryLayout argument) {
    return function(symbols, name, ValueLayout.JAVA_INT, argument)
        .orElseThrow(
            () -> new NoSuchElementException("it has no " + name + ", so it is no HIP runtime"));
  }

  private static Optional<MethodHandle> function(
      SymbolLookup symbols, String name, MemoryLayout result, MemoryLayout argument) {
    FunctionDescriptor descriptor = FunctionDescriptor.of(result, argument);
    return symbols.find(name).map(f -> Linker.nativeLinker().downcallHandle(f, descriptor));
  }

  /** GPUs it can use, at least 1. */
  int devices() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment devices = arena.allocate(ValueLayout.JAVA_INT);
      HipStatus.check(name, "hipInit", (int) init.invokeExact(0), this::text);
      HipStatus.check(name, "hipGetDeviceCount", (int) count.invokeExact(devices), this::text);
      return devices.get(ValueLayout.JAVA_INT, 0);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a downcall throws nothing of its own", e);
    }
  }

  private String text(int code) {
    try {
      MemorySegment words =
          text.isPresent() ? (MemorySegment) text.get().invokeExact(code) : MemorySegment.NULL;
      return HipStatus.text(words);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a downcall throws nothing of its own", e);
    }
  }
}
