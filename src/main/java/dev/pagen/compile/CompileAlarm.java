package dev.pagen.compile;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Rings when a process has worked for as long as a limit, or has done next to nothing for so long.
 * On a busy machine, where it gets a small share of a processor, the clock alone tells neither.
 */
final class CompileAlarm implements AutoCloseable {
  /** A process that gets less than this part of a processor does nothing. */
  private static final int IDLE = 100;

  /** A look at a process takes no less than this part of the limit. */
  private static final int LOOKS = 10;

  private final Duration limit;
  private final Supplier<Optional<Duration>> processorTime;
  private final Runnable bell;
  private final ScheduledExecutorService timer;
  private final Optional<Duration> start;
  private Future<?> next;

  /**
   * Sets an alarm.
   *
   * @param processorTime of the process so far; empty where that is not known, and the clock counts
   * @param bell runs on {@code timer}, at most once
   */
  CompileAlarm(
      Duration limit,
      Supplier<Optional<Duration>> processorTime,
      Runnable bell,
      ScheduledExecutorService timer) {
    this.limit = limit;
    this.processorTime = processorTime;
    this.bell = bell;
    this.timer = timer;
    this.start = processorTime.get();
    this.next = lookIn(limit, start);
  }

  private Future<?> lookIn(Duration time, Optional<Duration> used) {
    return timer.schedule(() -> look(time, used), time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Looks at what the process has used since {@code before}, in a time of {@code passed}. */
  private synchronized void look(Duration passed, Optional<Duration> before) {
    Optional<Duration> now = processorTime.get();
    if (next.isCancelled()) {
      return;
    }
    if (start.isPresent() && before.isPresent() && now.isPresent()) {
      Duration left = limit.minus(now.get().minus(start.get()));
      boolean idle = now.get().minus(before.get()).multipliedBy(IDLE).compareTo(passed) < 0;
      if (left.isPositive() && !idle) {
        Duration least = limit.dividedBy(LOOKS);
        next = lookIn(left.compareTo(least) < 0 ? least : left, now);
        return;
      }
    }
    bell.run();
  }

  /** It will not ring any more. */
  @Override
  public synchronized void close() {
    next.cancel(false);
  }
}
