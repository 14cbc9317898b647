package dev.pagen.hip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.DeviceUnavailableException;
import dev.pagen.device.Event;
import dev.pagen.device.Graph;
import dev.pagen.device.Grid;
import dev.pagen.device.Launch;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;
import dev.pagen.hip.FakeCuda.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What changed its meaning between HIP 6.4, 7.2 and 10 (docs/rocm-versions.md), and holds here. */
@Tag("fake-hip")
@Isolated("the fake GPU behaves alike for the whole process")
class HipGenerationsTest {
  private static final Grid ONE = new Grid(1, 1, 1);
  private static final int THREADS = 64;

  /** A device with a stream and counters that the kernel {@code count} raises. */
  private static final class Counting implements AutoCloseable {
    final FakeHip hip;
    final HipDevice device;
    final Stream stream;
    private final DeviceBuffer counters;
    private final Module module;
    private final Arena arena = Arena.ofShared();
    final Launch launch;

    Counting(int generation) {
      hip = FakeHip.of(generation);
      device = hip.open();
      stream = device.createStream();
      counters = device.allocate(4L * THREADS);
      module = device.load(FakeCuda.smallKernels());
      launch =
          module
              .kernel("count")
              .prepare(arena.allocateFrom(ValueLayout.JAVA_LONG, counters.address()));
      stream.fill(counters.address(), counters.bytes(), 0);
    }

    /** Launches a graph of one launch, before whose capture ends something else happens. */
    void launchGraph(Stream on, Runnable meanwhile) {
      try (Graph graph =
          on.capture(
              () -> {
                launch.enqueue(on, ONE, THREADS, 0);
                meanwhile.run();
              })) {
        graph.launch(on);
      }
    }

    int[] read() {
      int[] values = new int[THREADS];
      stream.copyToHost(MemorySegment.ofArray(values), counters.address());
      return values;
    }

    @Override
    public void close() {
      try (arena;
          module;
          counters;
          stream) {
        launch.close();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"6, 1", "7, 9", "10, 9"})
  void aWorkgroupTooLargeIsAnErrorWhicheverItsCode(int generation, int code) {
    try (Counting counting = new Counting(generation)) {
      HipException refused =
          catchThrowableOfType(
              HipException.class, () -> counting.launch.enqueue(counting.stream, ONE, 2048, 0));

      assertThat(refused.call()).isEqualTo("hipModuleLaunchKernel");
      assertThat(refused.code()).isEqualTo(code);
      assertThat(refused).hasMessageContaining("in the words of HIP " + generation);
      counting.launch.enqueue(counting.stream, ONE, THREADS, 0);
      assertThat(counting.read()).containsOnly(1);
    }
  }

  /** HIP 6 does nothing then, and HIP 7 refuses. */
  @ParameterizedTest
  @ValueSource(ints = {6, 7, 10})
  void noWorkgroupsAreRefusedByEveryGeneration(int generation) {
    try (Counting counting = new Counting(generation)) {
      for (Grid empty : List.of(new Grid(0, 1, 1), new Grid(1, 0, 1), new Grid(1, 1, 0))) {
        assertThatThrownBy(() -> counting.launch.enqueue(counting.stream, empty, THREADS, 0))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("at least one workgroup");
      }
      assertThatThrownBy(() -> counting.launch.enqueue(counting.stream, ONE, 0, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** What went wrong before stays HIP 7's last error, and is nobody's reason to fail later. */
  @ParameterizedTest
  @CsvSource({"6, 0", "7, 2", "10, 2"})
  void anErrorThatWasHandledIsNoLaterCallsError(int generation, int lastError) {
    try (Counting counting = new Counting(generation)) {
      counting.hip.lastError();
      counting.hip.below().failNext("cuMemAlloc_v2", 2);
      assertThatThrownBy(() -> counting.device.allocate(64)).hasMessageContaining("code 2");
      counting.launch.enqueue(counting.stream, ONE, THREADS, 0);
      assertThat(counting.read()).containsOnly(1);
      assertThat(counting.hip.lastError()).isEqualTo(lastError);
    }
  }

  /** Not ready is a status and no error, and HIP 7 does not keep it as one. */
  @ParameterizedTest
  @ValueSource(ints = {6, 7, 10})
  void anEventThatHasNotHappenedIsNotDone(int generation) {
    try (Counting counting = new Counting(generation);
        Event event = counting.device.createEvent()) {
      counting.stream.record(event);
      counting.hip.below().failNext("cuEventQuery", 600);
      assertThat(event.isDone()).isFalse();
      assertThat(event.isDone()).isTrue();
    }
  }

  /** HIP 6 ends the process; since 7 every later call has the code, closing included. */
  @ParameterizedTest
  @ValueSource(ints = {7, 10})
  void aKernelsFaultIsWhatIsReported(int generation) {
    Throwable thrown =
        catchThrowableOfType(
            HipException.class,
            () -> {
              try (Counting counting = new Counting(generation)) {
                counting.hip.fault();
                counting.launch.enqueue(counting.stream, ONE, THREADS, 0);
                counting.stream.synchronize();
              }
            });
    FakeHip.of(generation);

    assertThat(thrown).hasMessageStartingWith("hipStreamSynchronize failed with code 700");
    assertThat(thrown.getSuppressed()).hasOnlyElementsOfType(HipException.class).isNotEmpty();
  }

  /** HIP 6 says so, and HIP 7 dies of it. */
  @ParameterizedTest
  @ValueSource(ints = {6, 7, 10})
  void aClosedStreamOrEventIsRefusedBeforeHipSeesIt(int generation) {
    try (Counting counting = new Counting(generation);
        Event event = counting.device.createEvent()) {
      Stream closed = counting.device.createStream();
      closed.close();
      closed.close();
      List<Consumer<Stream>> uses =
          List.of(
              Stream::handle,
              Stream::synchronize,
              stream -> stream.fill(counting.counters.address(), 4, 0),
              stream -> stream.copyToHost(MemorySegment.ofArray(new int[1]), 256),
              stream -> stream.record(event),
              stream -> stream.waitFor(event),
              stream -> stream.capture(() -> {}),
              stream -> counting.launch.enqueue(stream, ONE, THREADS, 0));
      for (Consumer<Stream> use : uses) {
        assertRefused("the stream was closed", () -> use.accept(closed));
      }
      Event gone = counting.device.createEvent();
      gone.close();
      List<Runnable> usesOfEvent =
          List.of(
              gone::isDone,
              gone::synchronize,
              () -> gone.millisecondsSince(event),
              () -> event.millisecondsSince(gone),
              () -> counting.stream.record(gone),
              () -> counting.stream.waitFor(gone));
      for (Runnable use : usesOfEvent) {
        assertRefused("the event was closed", use::run);
      }
    }
  }

  private static void assertRefused(String why, ThrowingCallable use) {
    assertThatThrownBy(use).isInstanceOf(IllegalStateException.class).hasMessage(why);
  }

  /** HIP 7.0 to 7.13 leave the stream of a spoilt capture unusable; the message says so. */
  @ParameterizedTest
  @ValueSource(ints = {6, 7, 10})
  void aCaptureThatBrokeARuleFailsForItAndLeavesNoGraph(int generation) {
    try (Counting counting = new Counting(generation)) {
      long before = counting.hip.below().alive(Kind.GRAPHS);
      Stream stream = counting.device.createStream();
      assertThatThrownBy(() -> stream.capture(stream::synchronize))
          .hasMessageStartingWith("hipStreamSynchronize failed with code 900");
      assertThat(counting.hip.below().alive(Kind.GRAPHS)).isEqualTo(before);
      if (generation == 7) {
        assertThatThrownBy(stream::synchronize).hasMessageContaining("code 901");
        FakeHip.of(generation);
      }
      stream.synchronize();
      stream.close();
      counting.launch.enqueue(counting.stream, ONE, THREADS, 0);
      assertThat(counting.read()).containsOnly(1);
    }
  }

  /** Up to HIP 7.11 a capture that begins meanwhile invalidates the one of another thread. */
  @ParameterizedTest
  @ValueSource(ints = {6, 7, 10})
  void capturesOfTwoThreadsDoNotMeet(int generation) throws InterruptedException {
    try (Counting counting = new Counting(generation);
        Stream second = counting.device.createStream()) {
      Thread other = new Thread(() -> counting.launchGraph(second, () -> {}));
      counting.launchGraph(
          counting.stream,
          () -> {
            other.start();
            while (other.getState() != Thread.State.WAITING && other.isAlive()) {
              Thread.onSpinWait();
            }
          });
      other.join();
      assertThat(counting.read()).containsOnly(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"6, 64", "7, 64", "7, 32", "10, 64"})
  void theWaveSizeIsTheRuntimes(int generation, int lanes) {
    FakeHip hip = FakeHip.of(generation);
    hip.setWaveSize(lanes);
    assertThat(hip.open().properties().waveSize()).isEqualTo(lanes);
  }

  /** The fields shift by anything from one integer to more than pa-gen has room for by right. */
  @ParameterizedTest
  @ValueSource(ints = {4, 8, 64, 256, 1024})
  void propertiesInAnotherLayoutAreRefused(int bytes) {
    FakeHip hip = FakeHip.of(10);
    hip.shiftProperties(bytes);
    assertThatThrownBy(hip::open)
        .isInstanceOf(DeviceUnavailableException.class)
        .hasMessageStartingWith("libamdhip64.so.7 gives a device's properties in another layout");
    hip.shiftProperties(0);
    assertThat(hip.open().properties().arch()).isEqualTo("gfx942");
  }
}
