package dev.pagen.device;

/** A kernel and its argument block. Enqueueing it allocates, copies and waits for nothing. */
public interface Launch extends AutoCloseable {
  /**
   * Has the kernel run after what the stream was given before.
   *
   * @param stream of the same device
   * @param grid workgroups
   * @param threads of a workgroup, all in x
   * @param dynamicLds bytes of LDS beside those the kernel declares
   */
  void enqueue(Stream stream, Grid grid, int threads, int dynamicLds);

  /** Gives back what preparing took; the argument block stays its owner's. */
  @Override
  void close();
}
