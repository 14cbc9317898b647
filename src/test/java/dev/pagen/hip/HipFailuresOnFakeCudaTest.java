package dev.pagen.hip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Event;
import dev.pagen.device.Grid;
import dev.pagen.device.Launch;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;
import dev.pagen.hip.FakeCuda.Kind;
import dev.pagen.hip.gen.hip;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong in the driver comes out as an exception, and leaves nothing behind. */
@Isolated("the fake GPU counts for the whole process")
class HipFailuresOnFakeCudaTest {
  private FakeCuda cuda;
  private HipDevice device;
  private Map<Kind, Long> before;

  @BeforeEach
  void open() {
    cuda = FakeCuda.get();
    device = cuda.open();
    before = alive();
  }

  @AfterEach
  void nothingIsLeft() {
    if (device != null) {
      assertThat(alive()).isEqualTo(before);
    }
  }

  private Map<Kind, Long> alive() {
    Map<Kind, Long> alive = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      alive.put(kind, cuda.alive(kind));
    }
    return alive;
  }

  /** Uses all there is of a device, with everything closed at the end. */
  private void useEverything() {
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
      stream.copyToDevice(counters.address(), MemorySegment.ofArray(new int[64]));
      stream.record(start);
      launch.enqueue(stream, new Grid(1, 1, 1), 64, 0);
      stream.record(end);
      stream.waitFor(end);
      end.synchronize();
      assertThat(end.isDone()).isTrue();
      assertThat(end.millisecondsSince(start)).isPositive();
      stream.fill(counters.address(), 4, 0);
      stream.copyToHost(arena.allocate(4 * 64), counters.address());
      stream.synchronize();
    }
  }

  @Test
  void useLeavesNothingBehind() {
    useEverything();
    assertThat(alive()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cuCtxSetCurrent",
        "cuMemAlloc_v2",
        "cuStreamCreate",
        "cuEventCreate",
        "cuModuleLoadData",
        "cuModuleGetFunction",
        "cuFuncSetAttribute",
        "cuMemcpyHtoD_v2",
        "cuEventRecord",
        "cuLaunchKernel",
        "cuStreamWaitEvent",
        "cuEventSynchronize",
        "cuEventQuery",
        "cuEventElapsedTime",
        "cuMemsetD8_v2",
        "cuMemcpyDtoH_v2",
        "cuStreamSynchronize"
      })
  void aFailureAnywhereLeavesNothingBehind(String symbol) {
    cuda.failNext(symbol, 716);
    HipException failure = catchThrowableOfType(HipException.class, this::useEverything);

    assertThat(failure.code()).isEqualTo(719);
    assertThat(failure)
        .hasMessageContaining("hip")
        .hasMessageContaining("CUDA_ERROR_MISALIGNED_ADDRESS, 716: misaligned address");
    useEverything();
  }

  /** The left column is CUDA's numbering (cuda.h), the right one HIP's (hip_runtime_api.h). */
  @ParameterizedTest
  @CsvSource({
    "1, 1, hipErrorInvalidValue",
    "2, 2, hipErrorOutOfMemory",
    "3, 3, hipErrorNotInitialized",
    "4, 4, hipErrorDeinitialized",
    "34, 35, hipErrorInsufficientDriver",
    "36, 35, hipErrorInsufficientDriver",
    "46, 216, hipErrorContextAlreadyInUse",
    "100, 100, hipErrorNoDevice",
    "101, 101, hipErrorInvalidDevice",
    "200, 200, hipErrorInvalidImage",
    "201, 201, hipErrorInvalidContext",
    "209, 209, hipErrorNoBinaryForGpu",
    "214, 214, hipErrorECCNotCorrectable",
    "218, 218, hipErrorInvalidKernelFile",
    "220, 999, hipErrorUnknown",
    "222, 218, hipErrorInvalidKernelFile",
    "304, 304, hipErrorOperatingSystem",
    "400, 400, hipErrorInvalidHandle",
    "401, 401, hipErrorIllegalState",
    "500, 500, hipErrorNotFound",
    "600, 600, hipErrorNotReady",
    "700, 700, hipErrorIllegalAddress",
    "701, 701, hipErrorLaunchOutOfResources",
    "702, 702, hipErrorLaunchTimeOut",
    "708, 708, hipErrorSetOnActiveProcess",
    "714, 719, hipErrorLaunchFailure",
    "715, 719, hipErrorLaunchFailure",
    "719, 719, hipErrorLaunchFailure",
    "720, 720, hipErrorCooperativeLaunchTooLarge",
    "800, 801, hipErrorNotSupported",
    "801, 801, hipErrorNotSupported",
    "803, 35, hipErrorInsufficientDriver",
    "900, 900, hipErrorStreamCaptureUnsupported",
    "908, 908, hipErrorStreamCaptureWrongThread",
    "911, 999, hipErrorUnknown",
    "912, 999, hipErrorUnknown",
    "123456, 999, hipErrorUnknown"
  })
  void everyCodeOfCudaIsOneOfHip(int ofCuda, int ofHip, String name) {
    cuda.failNext("cuMemAlloc_v2", ofCuda);
    try (Arena arena = Arena.ofConfined()) {
      int code = hip.hipMalloc(arena.allocate(ValueLayout.ADDRESS), 64);

      assertThat(code).isEqualTo(ofHip);
      assertThat(hip.hipGetErrorName(code).getString(0)).isEqualTo(name);
      if (code != hip.hipErrorNotReady()) {
        assertThat(hip.hipGetErrorString(code).getString(0)).contains(", " + ofCuda + ": ");
      }
    }
  }

  @Test
  void whatAThreadWasToldBelongsToItAlone() throws InterruptedException {
    cuda.failNext("cuMemAlloc_v2", 2);
    assertThatThrownBy(() -> device.allocate(64)).hasMessageContaining("CUDA_ERROR_FAKE");
    String[] other = new String[1];
    Thread thread = new Thread(() -> other[0] = hip.hipGetErrorString(2).getString(0));
    thread.start();
    thread.join();
    assertThat(other[0]).isEqualTo("out of memory");
  }

  @Test
  void whatIsNotSupportedIsRefused() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(ValueLayout.ADDRESS);
      assertThat(hip.hipInit(1)).isEqualTo(1);
      assertThat(hip.hipHostMalloc(handle, 64, 0x4000_0000)).isEqualTo(801);
      assertThat(hip.hipStreamCreateWithFlags(handle, 2)).isEqualTo(1);
      assertThat(hip.hipEventCreateWithFlags(handle, 0x2000_0000)).isEqualTo(801);
      assertThat(hip.hipMemcpy(handle, handle, 8, 1024)).isEqualTo(21);
      assertThat(hip.hipDeviceGetAttribute(handle, 9_999, 0)).isEqualTo(801);
      assertThat(hip.hipGetErrorString(801).getString(0)).contains("attribute 9999");
      assertThat(hip.hipDeviceGetAttribute(handle, hip.hipDeviceAttributeWarpSize(), 1))
          .isEqualTo(101);
      assertThat(hip.hipGraphInstantiate(handle, handle, handle, MemorySegment.NULL, 0))
          .isEqualTo(801);
      assertThat(hip.hipModuleLoadData(handle, arena.allocateFrom(".version 8.0"))).isEqualTo(200);
      assertThat(hip.hipMalloc(MemorySegment.NULL, 64)).isEqualTo(1);
      assertThat(hip.hipGetErrorString(1).getString(0)).contains("hipMalloc: pointer != NULL");
    }
  }
}
