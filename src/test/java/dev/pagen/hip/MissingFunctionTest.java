package dev.pagen.hip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Event;
import dev.pagen.device.Graph;
import dev.pagen.device.Grid;
import dev.pagen.device.Launch;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;
import dev.pagen.hip.gen.hip;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a library lacks a function, what needs it fails by its name, and all else works. */
@Tag("fake-hip")
class MissingFunctionTest {
  @TempDir private Path folder;

  /** Launches a kernel, with copies and events around it. */
  static final class Launching implements Function<Path, Object> {
    @Override
    public Object apply(Path library) {
      return use(library, (stream, launch) -> launch.enqueue(stream, new Grid(1, 1, 1), 64, 0));
    }

    interface Work {
      void enqueue(Stream stream, Launch launch);
    }

    static int use(Path library, Work work) {
      HipRuntime.probe(library);
      HipDevice device = HipDevice.open(HipRuntime.load(library), 0);
      try (DeviceBuffer counters = device.allocate(4 * 64);
          Stream stream = device.createStream();
          Event start = device.createEvent();
          Event end = device.createEvent();
          Module module = device.load(FakeCuda.smallKernels());
          Arena arena = Arena.ofConfined();
          Launch launch =
              module
                  .kernel("count")
                  .prepare(arena.allocateFrom(ValueLayout.JAVA_LONG, counters.address()))) {
        stream.fill(counters.address(), counters.bytes(), 0);
        stream.record(start);
        work.enqueue(stream, launch);
        stream.record(end);
        stream.waitFor(end);
        end.synchronize();
        assertThat(end.isDone()).isTrue();
        assertThat(end.millisecondsSince(start)).isPositive();
        int[] values = new int[64];
        stream.copyToHost(MemorySegment.ofArray(values), counters.address());
        stream.synchronize();
        return values[63];
      }
    }
  }

  /** The same by way of a graph. */
  static final class Capturing implements Function<Path, Object> {
    @Override
    public Object apply(Path library) {
      return Launching.use(
          library,
          (stream, launch) -> {
            try (Graph graph =
                stream.capture(() -> launch.enqueue(stream, new Grid(1, 1, 1), 64, 0))) {
              graph.launch(stream);
            }
          });
    }
  }

  /** Asks HIP what it calls an error. */
  static final class Failing implements Function<Path, Object> {
    @Override
    public Object apply(Path library) {
      HipDevice device = HipDevice.open(HipRuntime.load(library), 0);
      try (Module module = device.load(FakeCuda.smallKernels())) {
        return module.kernel("nonsense");
      }
    }
  }

  static final class Compiling implements Function<Path, Object> {
    @Override
    public Object apply(Path library) {
      return Hiprtc.load(library).compile("none.hip", "", List.of(), Map.of());
    }
  }

  static final class AskingForHiprtcsVersion implements Function<Path, Object> {
    @Override
    public Object apply(Path library) {
      return Hiprtc.load(library).version();
    }
  }

  static List<String> used() {
    SymbolLookup library = SymbolLookup.libraryLookup(FakeHip.library(), Arena.global());
    return BindingsTest.functions(hip.class).stream()
        .filter(name -> library.find(name).isPresent())
        .sorted()
        .toList();
  }

  private Throwable without(String function, Class<? extends Function<Path, Object>> use)
      throws IOException {
    Path library = HipPackage.without(function, FakeHip.library(), folder);
    return catchThrowable(() -> assertThat(new HipPackage().apply(use, library)).isEqualTo(1));
  }

  @Test
  void withAllThereAreAllWorks() throws ReflectiveOperationException {
    assertThat(new HipPackage().apply(Launching.class, copy())).isEqualTo(1);
    assertThat(used()).hasSizeGreaterThan(30);
  }

  private Path copy() {
    try {
      return HipPackage.without("hipGetLastError", FakeHip.library(), folder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("used")
  void whatNeedsItFailsByItsNameAndAllElseWorks(String function) throws IOException {
    Throwable capturing = without(function, Capturing.class);
    Throwable launching = without(function, Launching.class);

    if (List.of("hipInit", "hipGetDeviceCount").contains(function)) {
      assertThat(launching)
          .isInstanceOf(UnsatisfiedLinkError.class)
          .hasMessageEndingWith("it has no " + function + ", so it is no HIP runtime");
    } else if (function.matches(
        "hip(GetError.*|RuntimeGetVersion|DriverGetVersion|GetDevice|Memset)")) {
      assertThat(launching).isNull();
    } else if (function.matches("hip(Graph.*|Stream(Begin|End)Capture)")) {
      assertNames(function, capturing);
      assertThat(launching).isNull();
    } else {
      assertNames(function, launching);
    }
  }

  private static void assertNames(String function, Throwable thrown) {
    assertThat(thrown).isNotNull();
    assertThat(thrown.getClass().getName()).isEqualTo(MissingFunctionException.class.getName());
    assertThat(thrown)
        .hasMessageStartingWith("libamdhip64.so.7 has no " + function + ", which this needs");
  }

  @Test
  void theSameHoldsForHiprtc() throws IOException {
    Path versionless = HipPackage.without("hiprtcVersion", FakeCuda.library(), folder);
    assertThatThrownBy(() -> new HipPackage().apply(AskingForHiprtcsVersion.class, versionless))
        .hasMessageStartingWith("libpagen_hip_nvidia.so has no hiprtcVersion, which this needs");
    Path programless = HipPackage.without("hiprtcCreateProgram", FakeCuda.library(), folder);
    assertThatThrownBy(() -> new HipPackage().apply(Compiling.class, programless))
        .hasMessageStartingWith("libpagen_hip_nvidia.so has no hiprtcCreateProgram, which this");
  }

  @Test
  void anErrorWithoutWordsIsStillAnError() throws IOException {
    assertThat(without("hipGetErrorString", Failing.class))
        .hasMessage(
            "hipModuleGetFunction(nonsense) failed with code 500: the library has no words for it");
  }
}
