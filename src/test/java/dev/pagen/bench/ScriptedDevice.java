package dev.pagen.bench;

import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.DeviceProperties;
import dev.pagen.device.Event;
import dev.pagen.device.Graph;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A device without memory whose time passes as a script says, and that notes what it was given.
 * Work is done when the stream is waited for, not before.
 */
final class ScriptedDevice implements Device {
  private final List<String> log = new ArrayList<>();
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private int open;
  private double now;

  /**
   * What was enqueued: names of runs with their slot, {@code event}, {@code fill}, {@code wait}.
   */
  List<String> log() {
    return log;
  }

  /** Buffers and events that are not closed. */
  int open() {
    return open;
  }

  /** A contestant whose runs take these times in turn, in microseconds. */
  Contestant contestant(String name, double... microseconds) {
    int[] runs = {0};
    return (stream, slot) -> {
      log.add(name + " " + slot);
      double time = microseconds[runs[0]++ % microseconds.length];
      queue.add(() -> now += time);
    };
  }

  @Override
  public Stream createStream() {
    return new ScriptedStream();
  }

  @Override
  public DeviceBuffer allocate(long bytes) {
    open++;
    return new ScriptedBuffer(bytes);
  }

  @Override
  public Event createEvent() {
    open++;
    return new ScriptedEvent();
  }

  @Override
  public String driver() {
    return "none";
  }

  @Override
  public DeviceProperties properties() {
    throw new AssertionError("asks what it is");
  }

  @Override
  public Module load(byte[] codeObject) {
    throw new AssertionError("loads");
  }

  @Override
  public Stream stream(long handle) {
    throw new AssertionError("asks for a stream");
  }

  @Override
  public void close() {}

  private final class ScriptedBuffer implements DeviceBuffer {
    private final long bytes;

    ScriptedBuffer(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public long address() {
      return 256;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public void close() {
      open--;
    }
  }

  private final class ScriptedEvent implements Event {
    private double time = Double.NaN;

    @Override
    public boolean isDone() {
      return !Double.isNaN(time);
    }

    @Override
    public void synchronize() {
      throw new AssertionError("waits for one event");
    }

    @Override
    public double millisecondsSince(Event earlier) {
      return (time - ((ScriptedEvent) earlier).time) * 1e-3;
    }

    @Override
    public void close() {
      open--;
    }
  }

  private final class ScriptedStream implements Stream {
    @Override
    public long handle() {
      return 0;
    }

    @Override
    public void fill(long address, long bytes, int value) {
      log.add("fill");
      queue.add(() -> now += 1000);
    }

    @Override
    public void record(Event event) {
      log.add("event");
      queue.add(() -> ((ScriptedEvent) event).time = now);
    }

    @Override
    public void synchronize() {
      log.add("wait");
      queue.forEach(Runnable::run);
      queue.clear();
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
    public Graph capture(Runnable work) {
      throw new AssertionError("captures");
    }

    @Override
    public void waitFor(Event event) {
      throw new AssertionError("waits for an event");
    }

    @Override
    public void close() {}
  }
}
