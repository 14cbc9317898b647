package dev.pagen.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.PagenException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every device does. One subclass for each says how to open it and with which code. */
public abstract class DeviceContract {
  private Device device;
  private Stream stream;

  /** A device, or a failed assumption where the machine has none. */
  protected abstract Device open();

  /** The code object of {@link SmallKernels} for {@code device}. */
  protected abstract byte[] smallKernels(Device device);

  @BeforeEach
  void openDeviceAndStream() {
    device = open();
    stream = device.createStream();
  }

  @AfterEach
  void close() {
    if (device != null) {
      stream.close();
      device.close();
    }
  }

  @Test
  void saysWhatItIs() {
    DeviceProperties properties = device.properties();
    assertThat(properties.name()).isNotBlank();
    assertThat(properties.arch()).matches("gfx[0-9a-f]+|sm_[0-9]+");
    assertThat(properties.computeUnits()).isPositive();
    assertThat(properties.waveSize()).isIn(32, 64);
    assertThat(properties.memoryBytes()).isPositive();
  }

  @Test
  void memoryKeepsWhatIsCopiedAndFilled() {
    byte[] bytes = new byte[100_003];
    new Random(1).nextBytes(bytes);
    try (DeviceBuffer buffer = device.allocate(bytes.length);
        Arena arena = Arena.ofConfined()) {
      assertThat(buffer.bytes()).isEqualTo(bytes.length);
      assertThat(buffer.address() % 256).isZero();
      stream.copyToDevice(buffer.address(), arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes));
      stream.fill(buffer.address() + 10, 5, 0x1ab);
      MemorySegment back = arena.allocate(bytes.length);
      stream.copyToHost(back, buffer.address());
      stream.synchronize();
      java.util.Arrays.fill(bytes, 10, 15, (byte) 0xab);
      assertThat(back.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
    }
  }

  @Test
  void heapMemoryIsCopiedToo() {
    int[] numbers = new Random(2).ints(1000).toArray();
    try (DeviceBuffer buffer = device.allocate(4L * numbers.length)) {
      stream.copyToDevice(buffer.address(), MemorySegment.ofArray(numbers));
      int[] back = new int[10];
      stream.copyToHost(MemorySegment.ofArray(back), buffer.address() + 4 * 500);
      stream.synchronize();
      assertThat(back).isEqualTo(java.util.Arrays.copyOfRange(numbers, 500, 510));
    }
  }

  @Test
  void nothingCanBeAllocatedAndCopied() {
    try (DeviceBuffer buffer = device.allocate(0)) {
      assertThat(buffer.bytes()).isZero();
      stream.copyToDevice(buffer.address(), MemorySegment.ofArray(new byte[0]));
      stream.fill(buffer.address(), 0, 1);
      stream.synchronize();
    }
  }

  @Test
  void aPreparedLaunchRunsAgainWithChangedArgumentsOnAddressesInsideAllocations() {
    float[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    try (Module module = device.load(smallKernels(device));
        DeviceBuffer input = device.allocate(4L * x.length);
        DeviceBuffer output = device.allocate(64);
        Arena arena = Arena.ofConfined()) {
      stream.copyToDevice(input.address(), MemorySegment.ofArray(x));
      stream.fill(output.address(), 64, 0xff);
      MemorySegment arguments = arena.allocate(32, 16);
      arguments.set(ValueLayout.JAVA_LONG, 0, input.address() + 8);
      arguments.set(ValueLayout.JAVA_LONG, 8, output.address() + 16);
      arguments.set(ValueLayout.JAVA_INT, 16, 3);
      arguments.set(ValueLayout.JAVA_FLOAT, 20, 2.5f);
      arguments.set(ValueLayout.JAVA_LONG, 24, -4);
      try (Launch launch = module.kernel("scale").prepare(arguments)) {
        launch.enqueue(stream, new Grid(1, 1, 1), 64, 0);
        arguments.set(ValueLayout.JAVA_LONG, 8, output.address() + 32);
        arguments.set(ValueLayout.JAVA_FLOAT, 20, -1f);
        launch.enqueue(stream, new Grid(2, 1, 1), 64, 0);
        stream.synchronize();
      }
      float[] y = new float[16];
      stream.copyToHost(MemorySegment.ofArray(y), output.address());
      stream.synchronize();
      float[] expected = new float[16];
      java.util.Arrays.fill(expected, Float.intBitsToFloat(-1));
      for (int i = 0; i < 3; i++) {
        expected[4 + i] = 2.5f * x[2 + i] - 4;
        expected[8 + i] = -x[2 + i] - 4;
      }
      assertThat(y).containsExactly(expected);
    }
  }

  @Test
  void whatIsCapturedIsDoneWhenTheGraphIsLaunchedWithTheArgumentsOfThen() {
    int threads = 64;
    try (Module module = device.load(smallKernels(device));
        DeviceBuffer counters = device.allocate(2L * threads * Integer.BYTES);
        DeviceBuffer other = device.allocate(counters.bytes());
        Arena arena = Arena.ofConfined()) {
      stream.fill(counters.address(), counters.bytes(), 0);
      MemorySegment arguments = arena.allocateFrom(ValueLayout.JAVA_LONG, counters.address());
      try (Launch launch = module.kernel("count").prepare(arguments);
          Graph graph =
              stream.capture(
                  () -> {
                    launch.enqueue(stream, new Grid(1, 1, 1), threads, 0);
                    launch.enqueue(stream, new Grid(2, 1, 1), threads, 0);
                  })) {
        arguments.set(ValueLayout.JAVA_LONG, 0, other.address());
        assertThat(ints(counters)).containsOnly(0);
        for (int i = 0; i < 3; i++) {
          graph.launch(stream);
        }
        int[] expected = new int[2 * threads];
        java.util.Arrays.fill(expected, 0, threads, 6);
        java.util.Arrays.fill(expected, threads, 2 * threads, 3);
        assertThat(ints(counters)).isEqualTo(expected);
      }
      assertThatThrownBy(
              () ->
                  stream.capture(
                      () -> {
                        throw new IllegalArgumentException("the work failed");
                      }))
          .isInstanceOf(IllegalArgumentException.class);
      stream.fill(counters.address(), counters.bytes(), 0);
      assertThat(ints(counters)).as("after a capture that failed").containsOnly(0);
    }
  }

  private int[] ints(DeviceBuffer buffer) {
    int[] numbers = new int[(int) (buffer.bytes() / Integer.BYTES)];
    stream.copyToHost(MemorySegment.ofArray(numbers), buffer.address());
    stream.synchronize();
    return numbers;
  }

  @Test
  void gridsHaveThreeDimensions() {
    Grid grid = new Grid(3, 2, 4);
    try (Module module = device.load(smallKernels(device));
        DeviceBuffer output = device.allocate(4L * 64 * grid.count());
        Arena arena = Arena.ofConfined()) {
      MemorySegment arguments = arena.allocateFrom(ValueLayout.JAVA_LONG, output.address());
      try (Launch launch = module.kernel("blocks").prepare(arguments)) {
        launch.enqueue(stream, grid, 64, 0);
        stream.synchronize();
      }
      int[] numbers = new int[(int) (64 * grid.count())];
      stream.copyToHost(MemorySegment.ofArray(numbers), output.address());
      stream.synchronize();
      for (int i = 0; i < numbers.length; i++) {
        assertThat(numbers[i]).isEqualTo(i / 64 * 1000 + i % 64);
      }
    }
  }

  @Test
  void eventsHappenInTheOrderOfTheStream() {
    try (DeviceBuffer buffer = device.allocate(1 << 20);
        Event before = device.createEvent();
        Event after = device.createEvent();
        Stream other = device.createStream()) {
      stream.record(before);
      stream.fill(buffer.address(), buffer.bytes(), 7);
      stream.record(after);
      other.waitFor(after);
      other.synchronize();
      assertThat(before.isDone()).isTrue();
      assertThat(after.isDone()).isTrue();
      after.synchronize();
      assertThat(after.millisecondsSince(before)).isGreaterThanOrEqualTo(0).isLessThan(60_000);
    }
  }

  @Test
  void theNullStreamBelongsToNobody() {
    try (Stream foreign = device.stream(0)) {
      assertThat(foreign.handle()).isZero();
      foreign.synchronize();
    }
    device.stream(0).synchronize();
  }

  @Test
  void aKernelThatIsNotThereIsAnErrorWithItsName() {
    try (Module module = device.load(smallKernels(device))) {
      assertThatThrownBy(() -> module.kernel("nonsense"))
          .isInstanceOf(PagenException.class)
          .hasMessageContaining("nonsense");
    }
  }

  @Test
  void whatIsNoCodeObjectDoesNotLoad() {
    assertThatThrownBy(() -> device.load(new byte[64])).isInstanceOf(PagenException.class);
  }

  @Test
  void closingTwiceIsClosingOnce() {
    DeviceBuffer buffer = device.allocate(16);
    buffer.close();
    buffer.close();
    Module module = device.load(smallKernels(device));
    module.close();
    module.close();
    Event event = device.createEvent();
    event.close();
    event.close();
  }
}
