package dev.pagen.hip;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** The libamdhip64.so of src/test/c, which plays several generations of HIP. */
final class FakeHip {
  private final SymbolLookup symbols;
  private final FakeCuda below;

  private FakeHip(SymbolLookup symbols) {
    this.symbols = symbols;
    this.below = new FakeCuda(symbols);
  }

  /** The library; where there is none, the test is skipped and says why. */
  static Path library() {
    String library = System.getProperty("fake.hip.library");
    if (library == null) {
      return abort("this JVM is not the build's for a fake GPU of AMD");
    }
    assumeTrue(Files.exists(Path.of(library)), "no fake HIP: the build found no C compiler");
    return Path.of(library);
  }

  /** The fake, which behaves as HIP 6.4, 7.2 or 10 from now on. */
  static FakeHip of(int generation) {
    FakeHip fake = new FakeHip(SymbolLookup.libraryLookup(library(), Arena.global()));
    fake.tell("fakeHipBehave", generation);
    return fake;
  }

  /** Its GPU. */
  HipDevice open() {
    return HipDevice.open(HipRuntime.load(library()), 0);
  }

  /** What stands below HIP: it counts what is alive, and fails where it is told to. */
  FakeCuda below() {
    return below;
  }

  void setWaveSize(int lanes) {
    tell("fakeHipWaveSize", lanes);
  }

  /** Has the device's properties in another layout, some bytes longer. */
  void shiftProperties(int bytes) {
    tell("fakeHipShiftProperties", bytes);
  }

  /** Has kernels access memory that is not theirs from now on. */
  void fault() {
    call("fakeHipFault", FunctionDescriptor.ofVoid());
  }

  /** What another library would see of what pa-gen did in this thread. */
  int lastError() {
    return (int) call("hipGetLastError", FunctionDescriptor.of(ValueLayout.JAVA_INT));
  }

  private void tell(String control, int value) {
    call(control, FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT), value);
  }

  private Object call(String name, FunctionDescriptor descriptor, Object... arguments) {
    MethodHandle function =
        Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), descriptor);
    try {
      return function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
