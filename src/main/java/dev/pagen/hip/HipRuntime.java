package dev.pagen.hip;

import dev.pagen.hip.gen.hip;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The HIP runtime in this process; {@link HipDevice} is a GPU of it. */
public final class HipRuntime {
  private static @Nullable Path loaded;
  private static volatile String name = "libamdhip64.so";

  private HipRuntime() {}

  /**
   * Asks a HIP runtime for its GPUs without binding this process to it, since there can be one of
   * each vendor.
   *
   * @return at least 1
   * @throws HipException with HIP's own words if it has none
   * @throws UnsatisfiedLinkError if it cannot be opened, or is no HIP runtime
   */
  public static int probe(Path library) {
    RuntimeProbe probe;
    try {
      probe = new RuntimeProbe(library);
    } catch (IllegalArgumentException | NoSuchElementException e) {
      UnsatisfiedLinkError unusable = new UnsatisfiedLinkError(library + ": " + e.getMessage());
      unusable.initCause(e);
      throw unusable;
    }
    return probe.devices();
  }

  /**
   * Loads a HIP runtime, such as {@code libamdhip64.so.N}, into this process, which can have one.
   *
   * @throws UnsatisfiedLinkError if the dynamic loader refuses it, or another was loaded before
   */
  public static synchronized HipRuntime load(Path library) {
    Path absolute = library.toAbsolutePath();
    if (loaded != null && !loaded.equals(absolute)) {
      throw new UnsatisfiedLinkError(
          "%s: this process has another HIP runtime already, %s".formatted(absolute, loaded));
    }
    System.load(absolute.toString());
    loaded = absolute;
    name = HipStatus.name(absolute);
    return new HipRuntime();
  }

  /**
   * GPUs that HIP can use, at least 1.
   *
   * @throws HipException with HIP's own words if there is none ("no ROCm-capable device is
   *     detected") or the driver is unusable
   */
  public int deviceCount() {
    check("hipInit", hip.hipInit(0));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(ValueLayout.JAVA_INT);
      check("hipGetDeviceCount", hip.hipGetDeviceCount(count));
      return count.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /** The name of the library's file. */
  static String name() {
    return name;
  }

  /** Returns if {@code code} is success, else throws HIP's own words. */
  static void check(String call, int code) {
    HipStatus.check(name, call, code, c -> HipStatus.text(hip.hipGetErrorString(c)));
  }
}
