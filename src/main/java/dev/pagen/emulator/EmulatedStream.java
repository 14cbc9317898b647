package dev.pagen.emulator;

import dev.pagen.device.Event;
import dev.pagen.device.Graph;
import dev.pagen.device.Stream;
import dev.pagen.emulator.machine.EmulatedMemory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stream that does everything at once, but for what is captured. */
final class EmulatedStream implements Stream {
  private final EmulatedMemory memory;
  private final long handle;
  private Optional<List<Runnable>> captured = Optional.empty();

  EmulatedStream(EmulatedMemory memory, long handle) {
    this.memory = memory;
    this.handle = handle;
  }

  /** The stream, if it is an emulated one. */
  static EmulatedStream of(Stream stream) {
    if (stream instanceof EmulatedStream own) {
      return own;
    }
    throw new IllegalArgumentException("an emulated device was given a stream of another device");
  }

  /** Does {@code work}, or keeps it if it is being captured. */
  void enqueue(Runnable work) {
    captured.ifPresentOrElse(list -> list.add(work), work);
  }

  private void requireNoCapture() {
    if (captured.isPresent()) {
      throw new IllegalStateException("a stream that is captured cannot copy or wait");
    }
  }

  @Override
  public long handle() {
    return handle;
  }

  @Override
  public void copyToDevice(long address, MemorySegment source) {
    requireNoCapture();
    if (source.byteSize() > 0) {
      memory.slice(address, source.byteSize()).copyFrom(source);
    }
  }

  @Override
  public void copyToHost(MemorySegment target, long address) {
    requireNoCapture();
    if (target.byteSize() > 0) {
      target.copyFrom(memory.slice(address, target.byteSize()));
    }
  }

  @Override
  public void fill(long address, long bytes, int value) {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is at least 0 bytes, not " + bytes);
    }
    if (bytes > 0) {
      enqueue(() -> memory.fill(address, bytes, (byte) value));
    }
  }

  @Override
  public void record(Event event) {
    EmulatedEvent.of(event).happen();
  }

  @Override
  public void waitFor(Event event) {
    EmulatedEvent.of(event);
  }

  @Override
  public Graph capture(Runnable work) {
    requireNoCapture();
    List<Runnable> list = new ArrayList<>();
    captured = Optional.of(list);
    try {
      work.run();
    } finally {
      captured = Optional.empty();
    }
    return new EmulatedGraph(List.copyOf(list));
  }

  @Override
  public void synchronize() {
    requireNoCapture();
  }

  @Override
  public void close() {}

  private record EmulatedGraph(List<Runnable> work) implements Graph {
    @Override
    public void launch(Stream stream) {
      work.forEach(EmulatedStream.of(stream)::enqueue);
    }

    @Override
    public void close() {}
  }
}
