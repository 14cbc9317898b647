package dev.pagen.hip;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The libcuda.so.1 of src/test/c, which the build has the JVM of these tests find, and HIP on
 * NVIDIA over it.
 */
final class FakeCuda {
  /** What it counts, in the order of its numbers. */
  enum Kind {
    BUFFERS,
    HOST_BUFFERS,
    MODULES,
    STREAMS,
    EVENTS,
    GRAPHS,
    CONTEXTS
  }

  private static final String LIBRARY = "/native/linux-x86_64/libpagen_hip_nvidia.so";

  private final MethodHandle alive;
  private final MethodHandle fail;

  /** The controls in a library that has them. */
  FakeCuda(SymbolLookup symbols) {
    alive = function(symbols, "fakeCudaAlive", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    Linker linker = Linker.nativeLinker();
    fail =
        linker.downcallHandle(
            symbols.findOrThrow("fakeCudaFail"),
            FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  }

  private static MethodHandle function(
      SymbolLookup symbols, String name, MemoryLayout result, MemoryLayout argument) {
    return Linker.nativeLinker()
        .downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.of(result, argument));
  }

  /** The fake GPU's controls; where there is none, the test is skipped and says why. */
  static FakeCuda get() {
    SymbolLookup symbols;
    try {
      symbols = SymbolLookup.libraryLookup("libcuda.so.1", Arena.global());
    } catch (IllegalArgumentException e) {
      return abort(
          "no fake libcuda: the build found no C compiler, or this JVM is not the build's");
    }
    assumeTrue(symbols.find("fakeCudaFail").isPresent(), "the libcuda here is a real one");
    return new FakeCuda(symbols);
  }

  /** The library under test. */
  static Path library() {
    URL url = FakeCuda.class.getResource(LIBRARY);
    assumeTrue(url != null, "no HIP on NVIDIA: the build found no C compiler");
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The fake GPU by way of HIP. */
  HipDevice open() {
    return HipDevice.open(HipRuntime.load(library()), 0);
  }

  /** A code object that it takes: it knows the kernels by their names. */
  static byte[] smallKernels() {
    return Arrays.copyOf(new byte[] {0x7f, 'E', 'L', 'F'}, 64);
  }

  /** How many of {@code kind} are alive. */
  long alive(Kind kind) {
    try {
      return (long) alive.invokeExact(kind.ordinal());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Has the next call of a CUDA function return {@code result}. */
  void failNext(String symbol, int result) {
    try (Arena arena = Arena.ofConfined()) {
      fail.invokeExact(arena.allocateFrom(symbol), result);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
