package dev.pagen.emulator.machine;

/**
 * An emulated device was asked for more than it has: memory, LDS, work-items. The message says how
 * much of both.
 */
public final class BeyondDeviceException extends EmulationException {
  public BeyondDeviceException(String message) {
    super(message);
  }
}
