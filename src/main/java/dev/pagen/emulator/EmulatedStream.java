package dev.pagen.emulator;

import dev.pagen.device.Event;
import dev.pagen.device.Stream;
import java.lang.foreign.MemorySegment;

/** A stream that does everything at once. */
record EmulatedStream(EmulatedMemory memory, long handle) implements Stream {
  @Override
  public void copyToDevice(long address, MemorySegment source) {
    if (source.byteSize() > 0) {
      memory.slice(address, source.byteSize()).copyFrom(source);
    }
  }

  @Override
  public void copyToHost(MemorySegment target, long address) {
    if (target.byteSize() > 0) {
      target.copyFrom(memory.slice(address, target.byteSize()));
    }
  }

  @Override
  public void fill(long address, long bytes, int value) {
    if (bytes > 0) {
      memory.slice(address, bytes).fill((byte) value);
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
  public void synchronize() {}

  @Override
  public void close() {}
}
