package consumer;

import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.DeviceWorkspace;
import dev.pagen.attention.Plan;
import dev.pagen.attention.WorkloadSize;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;
import dev.pagen.serving.KernelLibrary;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Tuning;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Launches a kernel on one page whose keys and values are all the same number, which comes out. */
public final class Consumer {
  private static final int PAGE_SIZE = 16;
  private static final int HEADS = 4;
  private static final int HEAD_SIZE = 64;

  /** Each byte of a number: 0.0115 in bf16. */
  private static final int BYTE = 0x3c;

  private final Device device;
  private final Stream stream;
  private final List<DeviceBuffer> buffers = new ArrayList<>();

  private Consumer(Device device, Stream stream) {
    this.device = device;
    this.stream = stream;
  }

  public static void main(String[] args) throws InterruptedException {
    AttentionSpec attention =
        AttentionSpec.of(HEAD_SIZE, HEADS, 1, DataType.BF16, PAGE_SIZE, KvLayout.NHD);
    try (KernelLibrary library = KernelLibrary.open(args[0])) {
      Tuning tuning = library.tuningFor(attention, new WorkloadSize(1, PAGE_SIZE)).tuning();
      try (Stream stream = library.device().createStream();
          AttentionLauncher launcher = library.load(attention, tuning)) {
        new Consumer(library.device(), stream).launch(attention, launcher);
      }
      Module module = Consumer.class.getModule();
      System.out.printf(
          "%s in %s: all is right%n",
          library.description(), module.isNamed() ? "a module" : "no module");
    }
  }

  private void launch(AttentionSpec attention, AttentionLauncher launcher) {
    int heads = HEADS * HEAD_SIZE * Short.BYTES;
    int page = PAGE_SIZE * HEAD_SIZE * Short.BYTES;
    Plan plan = launcher.plan(1, PAGE_SIZE);
    try (Arena arena = Arena.ofConfined();
        DeviceWorkspace workspace = DeviceWorkspace.allocate(device, stream, plan.workspace())) {
      AttentionTensors tensors =
          AttentionTensors.of(attention)
              .query(filled(heads))
              .keyCache(filled(page))
              .valueCache(filled(page))
              .kvIndptr(holding(arena, 0, 1))
              .kvPageIndices(holding(arena, 0))
              .kvLastPageLen(holding(arena, PAGE_SIZE))
              .out(filled(heads))
              .build();
      stream.fill(tensors.out(), heads, 0);
      launcher.launch(stream, plan, tensors, workspace.workspace());
      MemorySegment out = arena.allocate(heads);
      stream.copyToHost(out, tensors.out());
      stream.synchronize();
      for (byte each : out.toArray(ValueLayout.JAVA_BYTE)) {
        if (each != BYTE) {
          throw new IllegalStateException("the output is wrong");
        }
      }
    }
    buffers.forEach(DeviceBuffer::close);
  }

  private long filled(long bytes) {
    DeviceBuffer buffer = device.allocate(bytes);
    buffers.add(buffer);
    stream.fill(buffer.address(), bytes, BYTE);
    return buffer.address();
  }

  private long holding(Arena arena, int... numbers) {
    MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_INT, numbers);
    long address = filled(segment.byteSize());
    stream.copyToDevice(address, segment);
    return address;
  }
}
