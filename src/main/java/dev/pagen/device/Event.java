package dev.pagen.device;

/** A point in a stream's work, with the device's time at it. */
public interface Event extends AutoCloseable {
  /** Whether it has happened; true also where it was never recorded. */
  boolean isDone();

  /** Returns once it has happened. */
  void synchronize();

  /**
   * Time between two events that were recorded and have happened.
   *
   * @return milliseconds; what an emulated device measures is its own time, not a GPU's
   */
  double millisecondsSince(Event earlier);

  @Override
  void close();
}
