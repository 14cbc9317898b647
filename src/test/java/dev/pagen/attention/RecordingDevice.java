package dev.pagen.attention;

import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.DeviceProperties;
import dev.pagen.device.Event;
import dev.pagen.device.Graph;
import dev.pagen.device.Grid;
import dev.pagen.device.Kernel;
import dev.pagen.device.Launch;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A device that only notes what is launched. Whatever else is asked of it or its streams throws: a
 * launch may not allocate, copy or wait.
 */
final class RecordingDevice implements Device {
  private final String arch;
  private final int computeUnits;
  private final List<String> launches = new ArrayList<>();
  private final Map<String, MemorySegment> arguments = new HashMap<>();
  private boolean recording = true;
  private long enqueued;

  RecordingDevice(String arch) {
    this(arch, 1);
  }

  RecordingDevice(String arch, int computeUnits) {
    this.arch = arch;
    this.computeUnits = computeUnits;
  }

  /** Kernel and grid of each launch. */
  List<String> launches() {
    return launches;
  }

  long enqueued() {
    return enqueued;
  }

  void stopRecording() {
    recording = false;
  }

  /** What the argument block of a kernel holds now. */
  long argument(String kernel, int offset, int size) {
    MemorySegment block = arguments.get(kernel);
    return size == Integer.BYTES
        ? block.get(ValueLayout.JAVA_INT, offset)
        : block.get(ValueLayout.JAVA_LONG, offset);
  }

  @Override
  public String driver() {
    return "none";
  }

  @Override
  public DeviceProperties properties() {
    return new DeviceProperties("recording", arch, computeUnits, 64, 1, true);
  }

  @Override
  public Module load(byte[] codeObject) {
    return new RecordingModule();
  }

  @Override
  public Stream createStream() {
    return new NoStream();
  }

  @Override
  public DeviceBuffer allocate(long bytes) {
    throw new AssertionError("allocates");
  }

  @Override
  public Stream stream(long handle) {
    throw new AssertionError("asks for a stream");
  }

  @Override
  public Event createEvent() {
    throw new AssertionError("makes an event");
  }

  @Override
  public void close() {}

  private final class RecordingModule implements Module {
    @Override
    public Kernel kernel(String name) {
      return new RecordingKernel(name);
    }

    @Override
    public void close() {}
  }

  private final class RecordingKernel implements Kernel {
    private final String name;

    RecordingKernel(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Launch prepare(MemorySegment block) {
      arguments.put(name, block);
      return new RecordingLaunch(name);
    }
  }

  private final class RecordingLaunch implements Launch {
    private final String name;

    RecordingLaunch(String name) {
      this.name = name;
    }

    @Override
    public void enqueue(Stream stream, Grid grid, int threads, int dynamicLds) {
      enqueued++;
      if (recording) {
        launches.add(name + " " + grid);
      }
    }

    @Override
    public void close() {}
  }

  private static final class NoStream implements Stream {
    @Override
    public long handle() {
      return 0;
    }

    @Override
    public void copyToDevice(long address, MemorySegment source) {
      throw new AssertionError("copies");
    }

    @Override
    public void copyToHost(MemorySegment target, long address) {
      throw new AssertionError("copies");
    }

    @Override
    public void fill(long address, long bytes, int value) {
      throw new AssertionError("fills");
    }

    @Override
    public void record(Event event) {
      throw new AssertionError("records");
    }

    @Override
    public Graph capture(Runnable work) {
      throw new AssertionError("captures");
    }

    @Override
    public void waitFor(Event event) {
      throw new AssertionError("waits");
    }

    @Override
    public void synchronize() {
      throw new AssertionError("waits");
    }

    @Override
    public void close() {}
  }
}
