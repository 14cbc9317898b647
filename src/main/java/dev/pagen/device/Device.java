package dev.pagen.device;

/**
 * A GPU, real or emulated. Whoever makes a buffer, module, stream or event closes it, before the
 * device; what a device does wrong comes as a {@link dev.pagen.PagenException}.
 */
public interface Device extends AutoCloseable {
  /** What it is. */
  DeviceProperties properties();

  /** What makes kernels run on it, with its version. */
  String driver();

  /**
   * Reserves device memory of undefined content, aligned to at least 256 bytes.
   *
   * @param bytes at least 0
   */
  DeviceBuffer allocate(long bytes);

  /**
   * Loads a code object.
   *
   * @param codeObject the ELF for this device's architecture
   */
  Module load(byte[] codeObject);

  /** Makes a stream that does not wait for others. */
  Stream createStream();

  /**
   * The stream of another library in this process.
   *
   * @param handle its native handle, such as a {@code hipStream_t}; 0 is the null stream. Closing
   *     what is returned leaves the stream alone
   */
  Stream stream(long handle);

  /** Makes an event that can tell the time. */
  Event createEvent();

  /** Gives back what the device holds for this object; not the objects it made. */
  @Override
  void close();
}
