package dev.pagen.device;

/** Work that was captured from a stream, to be done as one any number of times. */
public interface Graph extends AutoCloseable {
  /**
   * Has it done after what the stream was given before, with the arguments it was captured with.
   *
   * @param stream of the same device
   */
  void launch(Stream stream);

  /** Gives it back, once its launches have ended. */
  @Override
  void close();
}
