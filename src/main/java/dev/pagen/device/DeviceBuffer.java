package dev.pagen.device;

/** Device memory that was allocated here; closing frees it. */
public interface DeviceBuffer extends AutoCloseable {
  /** Its first byte. */
  long address();

  /** Its size. */
  long bytes();

  @Override
  void close();
}
