package dev.pagen.hip;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Grid;
import dev.pagen.device.Kernel;
import dev.pagen.device.Launch;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;
import dev.pagen.hip.gen.hip;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What launching by way of HIP costs, and that it leaves nothing behind. */
abstract class HipLaunchContract {
  private static final int THREADS = 64;
  private static final Grid ONE = new Grid(1, 1, 1);

  /** Launches after which the JVM has compiled the way to one. */
  private static final int WARM_UP = 30_000;

  private static final int LOOP = 10_000;

  /** The JVM may grow by this much for its own ends: code, garbage collector, threads. */
  private static final long NATIVE_SLACK = 24L << 20;

  private HipDevice device;
  private Module module;
  private Kernel count;

  /** A device, or a failed assumption where the machine has none. */
  protected abstract HipDevice open();

  /** The code object of {@link dev.pagen.device.SmallKernels} for it. */
  protected abstract byte[] smallKernels(HipDevice device);

  @BeforeEach
  void load() {
    device = open();
    module = device.load(smallKernels(device));
    count = module.kernel("count");
  }

  @AfterEach
  void unload() {
    if (module != null) {
      module.close();
      device.close();
    }
  }

  /** A stream with counters that every launch on it raises by one. */
  private final class Counting implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final DeviceBuffer counters = device.allocate(4L * THREADS);
    private final Stream stream = device.createStream();
    private final Launch launch =
        count.prepare(arena.allocateFrom(ValueLayout.JAVA_LONG, counters.address()));

    Counting() {
      stream.fill(counters.address(), counters.bytes(), 0);
    }

    void launch(int times) {
      for (int i = 0; i < times; i++) {
        launch.enqueue(stream, ONE, THREADS, 0);
      }
    }

    int[] read() {
      int[] values = new int[THREADS];
      stream.copyToHost(MemorySegment.ofArray(values), counters.address());
      stream.synchronize();
      return values;
    }

    @Override
    public void close() {
      launch.close();
      stream.close();
      counters.close();
      arena.close();
    }
  }

  @Test
  void launchesAreQuickAndMakeNoGarbage(TestReporter reporter) {
    ThreadMXBean beans = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Counting counting = new Counting()) {
      counting.launch(WARM_UP);
      counting.stream.synchronize();
      double best = Double.MAX_VALUE;
      long garbage = Long.MAX_VALUE;
      for (int round = 0; round < 5; round++) {
        long before = beans.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        counting.launch(LOOP);
        long time = System.nanoTime() - start;
        garbage = Math.min(garbage, beans.getCurrentThreadAllocatedBytes() - before);
        best = Math.min(best, time / 1e3 / LOOP);
        reporter.publishEntry(
            "microseconds per launch, %d launches".formatted(LOOP),
            "%.2f".formatted(time / 1e3 / LOOP));
        counting.stream.synchronize();
      }
      assertThat(counting.read()).containsOnly(WARM_UP + 5 * LOOP);
      assertThat(garbage).as("bytes allocated by %d launches", LOOP).isZero();
      assertThat(best).as("microseconds per launch").isLessThan(5);
    }
  }

  @Test
  void twoThreadsOnTwoStreamsLeaveNoMemoryBehind(TestReporter reporter) throws Exception {
    int launches = 100_000;
    rounds(20_000);
    long deviceBefore = freeDeviceMemory();
    long nativeBefore = residentBytes();
    rounds(launches);
    long nativeGrowth = residentBytes() - nativeBefore;
    reporter.publishEntry("growth of the process", nativeGrowth / 1024 + " KiB");
    assertThat(freeDeviceMemory()).isEqualTo(deviceBefore);
    assertThat(nativeGrowth).isLessThan(NATIVE_SLACK);
  }

  /** All launches of a round: two threads take turns on two streams each, and check the sums. */
  private void rounds(int launches) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 2; thread++) {
        running.add(threads.submit(() -> round(launches / 2)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  private void round(int launches) {
    try (Counting first = new Counting();
        Counting second = new Counting()) {
      for (int i = 0; i < launches / 2; i++) {
        first.launch(1);
        second.launch(1);
      }
      assertThat(first.read()).containsOnly(launches / 2);
      assertThat(second.read()).containsOnly(launches / 2);
    }
  }

  @Test
  void aCapturedStreamIsLaunchedAgainAsAGraph() {
    int inGraph = 3;
    int graphs = 20;
    try (Counting counting = new Counting();
        Arena arena = Arena.ofConfined()) {
      MemorySegment stream = MemorySegment.ofAddress(counting.stream.handle());
      MemorySegment handle = arena.allocate(ValueLayout.ADDRESS);
      counting.stream.synchronize();
      ok(hip.hipStreamBeginCapture(stream, hip.hipStreamCaptureModeThreadLocal()));
      counting.launch(inGraph);
      ok(hip.hipStreamEndCapture(stream, handle));
      MemorySegment graph = handle.get(ValueLayout.ADDRESS, 0);
      assertThat(counting.read()).as("captured launches do not run").containsOnly(0);
      ok(hip.hipGraphInstantiate(handle, graph, MemorySegment.NULL, MemorySegment.NULL, 0));
      MemorySegment executable = handle.get(ValueLayout.ADDRESS, 0);
      for (int i = 0; i < graphs; i++) {
        ok(hip.hipGraphLaunch(executable, stream));
      }
      int[] expected = new int[THREADS];
      Arrays.fill(expected, inGraph * graphs);
      assertThat(counting.read()).isEqualTo(expected);
      ok(hip.hipGraphExecDestroy(executable));
      ok(hip.hipGraphDestroy(graph));
    }
  }

  @Test
  void aThreadThatNeverSetADeviceCanLaunch() throws Exception {
    try (Counting counting = new Counting()) {
      counting.stream.synchronize();
      Thread thread = new Thread(() -> counting.launch(5));
      thread.start();
      thread.join();
      assertThat(counting.read()).containsOnly(5);
    }
  }

  private static void ok(int status) {
    HipRuntime.check("a call of the test", status);
  }

  private long freeDeviceMemory() {
    device.makeCurrent();
    ok(hip.hipDeviceSynchronize());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment free = arena.allocate(ValueLayout.JAVA_LONG);
      ok(hip.hipMemGetInfo(free, arena.allocate(ValueLayout.JAVA_LONG)));
      return free.get(ValueLayout.JAVA_LONG, 0);
    }
  }

  /** The process's memory as Linux counts it, after a garbage collection. */
  private static long residentBytes() throws IOException {
    System.gc();
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(l -> l.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
  }
}
