package dev.pagen.bench;

import dev.pagen.device.Stream;

/** Something that is timed. */
@FunctionalInterface
interface Contestant {
  /**
   * Enqueues one run, and waits for nothing.
   *
   * @param slot which of the inputs it is to work on
   */
  void enqueue(Stream stream, int slot);
}
