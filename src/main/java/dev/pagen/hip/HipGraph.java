package dev.pagen.hip;

import dev.pagen.device.Graph;
import dev.pagen.device.Stream;
import dev.pagen.hip.gen.hip;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A {@code hipGraphExec_t}. Captures are one at a time: up to HIP 7.11, one of another thread could
 * invalidate this one.
 */
final class HipGraph implements Graph {
  private static final ReentrantLock CAPTURING = new ReentrantLock();

  private final MemorySegment executable;
  private boolean closed;

  private HipGraph(MemorySegment executable) {
    this.executable = executable;
  }

  /** What {@code work} gives {@code stream}. Other threads work on meanwhile as they like. */
  static HipGraph capture(MemorySegment stream, Runnable work) {
    CAPTURING.lock();
    try {
      return instantiate(captured(stream, work));
    } finally {
      CAPTURING.unlock();
    }
  }

  private static MemorySegment captured(MemorySegment stream, Runnable work) {
    HipRuntime.check(
        "hipStreamBeginCapture",
        hip.hipStreamBeginCapture(stream, hip.hipStreamCaptureModeThreadLocal()));
    boolean enqueued = false;
    try {
      work.run();
      enqueued = true;
    } finally {
      if (!enqueued) {
        abandon(stream);
      }
    }
    return end(stream);
  }

  private static MemorySegment end(MemorySegment stream) {
    return HipDevice.handle(
        "hipStreamEndCapture", handle -> hip.hipStreamEndCapture(stream, handle));
  }

  /** Ends a capture that came to nothing, so that the stream can be used again. */
  private static void abandon(MemorySegment stream) {
    try {
      HipRuntime.check("hipGraphDestroy", hip.hipGraphDestroy(end(stream)));
    } catch (HipException e) {
      // Why the work failed is what the caller has to know.
    }
  }

  private static HipGraph instantiate(MemorySegment graph) {
    try {
      return new HipGraph(
          HipDevice.handle(
              "hipGraphInstantiate",
              handle ->
                  hip.hipGraphInstantiate(
                      handle, graph, MemorySegment.NULL, MemorySegment.NULL, 0)));
    } finally {
      HipRuntime.check("hipGraphDestroy", hip.hipGraphDestroy(graph));
    }
  }

  @Override
  public void launch(Stream stream) {
    if (closed) {
      throw new IllegalStateException("the graph was closed");
    }
    HipRuntime.check(
        "hipGraphLaunch", hip.hipGraphLaunch(executable, HipStream.of(stream).segment()));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      HipRuntime.check("hipGraphExecDestroy", hip.hipGraphExecDestroy(executable));
    }
  }
}
