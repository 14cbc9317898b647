package dev.pagen.emulator;

import dev.pagen.device.Event;
import dev.pagen.emulator.machine.EmulationException;
import java.util.OptionalLong;

/** An event that happens when it is recorded; its time is the host's. */
final class EmulatedEvent implements Event {
  private OptionalLong nanoTime = OptionalLong.empty();

  /** The event, if it is an emulated device's. */
  static EmulatedEvent of(Event event) {
    if (event instanceof EmulatedEvent own) {
      return own;
    }
    throw new EmulationException("An emulated stream was given an event of another device.");
  }

  void happen() {
    nanoTime = OptionalLong.of(System.nanoTime());
  }

  @Override
  public boolean isDone() {
    return true;
  }

  @Override
  public void synchronize() {}

  @Override
  public double millisecondsSince(Event earlier) {
    return (time() - of(earlier).time()) * 1e-6;
  }

  private long time() {
    return nanoTime.orElseThrow(
        () -> new EmulationException("An event that was never recorded has no time."));
  }

  @Override
  public void close() {}
}
