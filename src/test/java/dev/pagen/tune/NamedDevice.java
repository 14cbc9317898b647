package dev.pagen.tune;

import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.DeviceProperties;
import dev.pagen.device.Event;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;

/** A GPU that can do nothing but say what it is. */
record NamedDevice(String name, String driver) implements Device {
  @Override
  public DeviceProperties properties() {
    return new DeviceProperties(name, "gfx942", 304, 64, 1L << 37, false);
  }

  @Override
  public DeviceBuffer allocate(long bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Module load(byte[] codeObject) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Stream createStream() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Stream stream(long handle) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Event createEvent() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
