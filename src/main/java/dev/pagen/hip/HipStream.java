package dev.pagen.hip;

import dev.pagen.device.Event;
import dev.pagen.device.Graph;
import dev.pagen.device.Stream;
import dev.pagen.hip.gen.hip;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A {@code hipStream_t}, made here or by another library. */
final class HipStream implements Stream {
  private final MemorySegment stream;
  private final boolean owned;
  private boolean closed;

  HipStream(MemorySegment stream, boolean owned) {
    this.stream = stream;
    this.owned = owned;
  }

  /** A stream of the current device that does not wait for the null stream. */
  static HipStream create() {
    return new HipStream(
        HipDevice.handle(
            "hipStreamCreateWithFlags",
            handle -> hip.hipStreamCreateWithFlags(handle, hip.hipStreamNonBlocking())),
        true);
  }

  /** The stream, if it is HIP's. */
  static HipStream of(Stream stream) {
    if (stream instanceof HipStream own) {
      return own;
    }
    throw new IllegalArgumentException("a HIP device was given a stream of another device");
  }

  /** The handle: HIP 6 refuses one that was destroyed, and HIP 7 dies of it. */
  MemorySegment segment() {
    if (closed) {
      throw new IllegalStateException("the stream was closed");
    }
    return stream;
  }

  @Override
  public long handle() {
    return segment().address();
  }

  @Override
  public void copyToDevice(long address, MemorySegment source) {
    copy(MemorySegment.ofAddress(address), source, source.byteSize(), hip.hipMemcpyHostToDevice());
  }

  @Override
  public void copyToHost(MemorySegment target, long address) {
    copy(target, MemorySegment.ofAddress(address), target.byteSize(), hip.hipMemcpyDeviceToHost());
  }

  private void copy(MemorySegment to, MemorySegment from, long bytes, int kind) {
    if (bytes == 0) {
      return;
    }
    if (to.isNative() && from.isNative()) {
      HipRuntime.check("hipMemcpyAsync", hip.hipMemcpyAsync(to, from, bytes, kind, segment()));
    } else {
      copyByWayOfNativeMemory(to, from, bytes, kind);
    }
  }

  /** Memory of the Java heap has no address that would last, so this copy is waited for. */
  private void copyByWayOfNativeMemory(MemorySegment to, MemorySegment from, long bytes, int kind) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment host = arena.allocate(bytes);
      boolean upload = to.isNative();
      if (upload) {
        host.copyFrom(from);
        HipRuntime.check("hipMemcpyAsync", hip.hipMemcpyAsync(to, host, bytes, kind, segment()));
      } else {
        HipRuntime.check("hipMemcpyAsync", hip.hipMemcpyAsync(host, from, bytes, kind, segment()));
      }
      synchronize();
      if (!upload) {
        to.copyFrom(host);
      }
    }
  }

  @Override
  public void fill(long address, long bytes, int value) {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is at least 0 bytes, not " + bytes);
    }
    if (bytes > 0) {
      HipRuntime.check(
          "hipMemsetAsync",
          hip.hipMemsetAsync(MemorySegment.ofAddress(address), value & 0xff, bytes, segment()));
    }
  }

  @Override
  public void record(Event event) {
    HipRuntime.check("hipEventRecord", hip.hipEventRecord(HipEvent.of(event).segment(), segment()));
  }

  @Override
  public void waitFor(Event event) {
    HipRuntime.check(
        "hipStreamWaitEvent", hip.hipStreamWaitEvent(segment(), HipEvent.of(event).segment(), 0));
  }

  @Override
  public Graph capture(Runnable work) {
    return HipGraph.capture(segment(), work);
  }

  @Override
  public void synchronize() {
    HipRuntime.check("hipStreamSynchronize", hip.hipStreamSynchronize(segment()));
  }

  @Override
  public void close() {
    if (owned && !closed) {
      closed = true;
      HipRuntime.check("hipStreamDestroy", hip.hipStreamDestroy(stream));
    }
  }
}
