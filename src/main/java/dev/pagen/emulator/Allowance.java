package dev.pagen.emulator;

import dev.pagen.emulator.machine.LaneFault;
import dev.pagen.emulator.machine.Wave;
import java.util.concurrent.atomic.AtomicLong;

/** What is left of one launch's {@link EmulationLimits}; the threads that run it share it. */
final class Allowance {
  /** Instructions a wave executes before the other waves of its workgroup get a turn. */
  private static final long TURN = 1 << 20;

  private final EmulationLimits limits;
  private final long start = System.nanoTime();
  private final AtomicLong executed = new AtomicLong();
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();

  Allowance(EmulationLimits limits) {
    this.limits = limits;
  }

  /** Instructions that a wave may execute in its turn: one too many at most. */
  long turn() {
    long left = limits.instructions() - executed.get();
    return left >= TURN ? TURN : Math.max(1, left + 1);
  }

  /** Notes that a workgroup has begun. */
  void begin() {
    begun.incrementAndGet();
  }

  /** Notes that a workgroup has ended. */
  void end() {
    ended.incrementAndGet();
  }

  /**
   * Takes what a wave executed in its turn.
   *
   * @throws LaneFault if that is more than was left, or the time is over
   */
  void spend(Wave wave, long instructions) {
    if (executed.addAndGet(instructions) > limits.instructions()) {
      throw beyond(
          wave,
          "executed more than %d instructions".formatted(limits.instructions()),
          "--max-instructions");
    }
    long nanoseconds = System.nanoTime() - start;
    if (nanoseconds > limits.time().toNanos()) {
      throw beyond(
          wave, "taken more than %d seconds".formatted(limits.time().toSeconds()), "--max-seconds");
    }
  }

  private LaneFault beyond(Wave wave, String what, String option) {
    return new LaneFault(
        -1,
        "given up, as this launch has %s: where it is no endless loop, allow more with %s%s"
            .formatted(what, option, Standstill.describe(wave, begun.get(), ended.get())));
  }
}
