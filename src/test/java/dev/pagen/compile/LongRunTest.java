package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Grid;
import dev.pagen.device.Launch;
import dev.pagen.device.Module;
import dev.pagen.device.SmallKernels;
import dev.pagen.device.Stream;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.spec.Target;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A program that runs for months: what it keeps does not grow with what it has done. */
@Tag("slow")
@Isolated("measures the heap")
class LongRunTest {
  /** Bytes of the heap that a whole run may add; each launch or spec kept would add more. */
  private static final long MARGIN = 1 << 20;

  @TempDir Path folder;

  @Test
  void aHundredThousandLaunchesLeaveTheHeapAsItWas() {
    ListedCode compiled = SmallKernels.compile(Target.GFX942.arch());
    EmulatedDevice device =
        new EmulatedDevice(new EmulatedGpu(Target.GFX942), _ -> compiled.disassembly());
    try (Arena arena = Arena.ofConfined();
        Module module = device.load(compiled.codeObject());
        DeviceBuffer counters = device.allocate(64 * Integer.BYTES);
        Stream stream = device.createStream()) {
      MemorySegment arguments = arena.allocateFrom(ValueLayout.JAVA_LONG, counters.address());
      try (Launch launch = module.kernel("count").prepare(arguments)) {
        assertFlat(
            "launches", 5_000, 100_000, _ -> launch.enqueue(stream, new Grid(1, 1, 1), 64, 0));
      }
    }
  }

  @Test
  void tenThousandSpecsLeaveTheHeapAsItWas() {
    try (KernelBuilder builder = new FilledCache(folder, RememberedSpecsTest.spec(1)).builder()) {
      assertFlat("specs", 1_000, 10_000, i -> builder.key(RememberedSpecsTest.spec(1 + i)));
    }
  }

  @Test
  void tenThousandKernelsLoadedAndClosedLeaveTheHeapAsItWas() {
    ListedCode compiled = SmallKernels.compile(Target.GFX942.arch());
    CodeObject.read(compiled.codeObject());
    EmulatedDevice device =
        new EmulatedDevice(new EmulatedGpu(Target.GFX942), _ -> compiled.disassembly());
    assertFlat("loaded kernels", 5_000, 10_000, _ -> device.load(compiled.codeObject()).close());
  }

  private static void assertFlat(String what, int first, int all, IntConsumer step) {
    for (int i = 0; i < first; i++) {
      step.accept(i);
    }
    long before = live();
    for (int i = first; i < all; i++) {
      step.accept(i);
    }
    long grown = live() - before;
    System.out.printf(
        "%d %s, from the %dth on: %d bytes more on the heap, %.2f each%n",
        all, what, first, grown, (double) grown / (all - first));
    assertThat(grown).as(what).isLessThan(MARGIN);
  }

  /** Bytes that are still reachable, once what frees native memory has done so. */
  private static long live() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      System.gc();
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      least = Math.min(least, used);
    }
    return least;
  }
}
