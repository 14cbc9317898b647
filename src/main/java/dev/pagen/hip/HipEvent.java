package dev.pagen.hip;

import dev.pagen.device.Event;
import dev.pagen.hip.gen.hip;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A {@code hipEvent_t} that keeps the GPU's time. */
final class HipEvent implements Event {
  private final MemorySegment event;
  private boolean closed;

  private HipEvent(MemorySegment event) {
    this.event = event;
  }

  /** An event of the current device. */
  static HipEvent create() {
    return new HipEvent(HipDevice.handle("hipEventCreate", hip::hipEventCreate));
  }

  /** The event, if it is HIP's. */
  static HipEvent of(Event event) {
    if (event instanceof HipEvent own) {
      return own;
    }
    throw new IllegalArgumentException("a HIP device was given an event of another device");
  }

  /** The handle, which no version of HIP need recognize once it is destroyed. */
  MemorySegment segment() {
    if (closed) {
      throw new IllegalStateException("the event was closed");
    }
    return event;
  }

  @Override
  public boolean isDone() {
    int status = hip.hipEventQuery(segment());
    if (status == hip.hipErrorNotReady()) {
      return false;
    }
    HipRuntime.check("hipEventQuery", status);
    return true;
  }

  @Override
  public void synchronize() {
    HipRuntime.check("hipEventSynchronize", hip.hipEventSynchronize(segment()));
  }

  @Override
  public double millisecondsSince(Event earlier) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(ValueLayout.JAVA_FLOAT);
      HipRuntime.check(
          "hipEventElapsedTime", hip.hipEventElapsedTime(time, of(earlier).segment(), segment()));
      return time.get(ValueLayout.JAVA_FLOAT, 0);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      HipRuntime.check("hipEventDestroy", hip.hipEventDestroy(event));
    }
  }
}
