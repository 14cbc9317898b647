package dev.pagen.device;

import java.lang.foreign.MemorySegment;

/**
 * Work that a device does in order. Calls return before it is done; host memory that they name must
 * stay as it is until then.
 */
public interface Stream extends AutoCloseable {
  /** The native handle, such as a {@code hipStream_t}; 0 is the null stream. */
  long handle();

  /** Copies all of {@code source} to the device. */
  void copyToDevice(long address, MemorySegment source);

  /** Fills all of {@code target} from the device. */
  void copyToHost(MemorySegment target, long address);

  /**
   * Sets {@code bytes} bytes to the low byte of {@code value}.
   *
   * @param bytes at least 0
   */
  void fill(long address, long bytes, int value);

  /** Has the event happen once all earlier work is done. */
  void record(Event event);

  /** Has later work wait until the event, as recorded last, has happened. */
  void waitFor(Event event);

  /**
   * Keeps what {@code work} gives this stream, in place of doing it. It may enqueue launches and
   * fills, and must not wait, copy from or to the host, or give work to other streams.
   */
  Graph capture(Runnable work);

  /** Returns once all work so far is done; errors of that work come out here at the latest. */
  void synchronize();

  /** Gives the stream back, once its work is done; another library's stream is left alone. */
  @Override
  void close();
}
