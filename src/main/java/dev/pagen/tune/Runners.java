package dev.pagen.tune;

import dev.pagen.spec.Tuning;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Rejected;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runners that measure side by side, each in a thread of its own, which is left behind if a
 * candidate never ends. For use by one thread.
 */
final class Runners implements AutoCloseable {
  /** A candidate to measure. */
  record Job(Tuning tuning, Candidate candidate, int runs) {}

  /** What came of one. */
  record Measured(Job job, Outcome outcome) {}

  private record Lane(Runner runner, ExecutorService thread) {}

  private record Busy(Lane lane, Job job, long deadline) {}

  private record Done(Busy busy, @Nullable Outcome outcome, @Nullable Throwable failure) {}

  private final Duration limit;
  private final Runner any;
  private final Deque<Lane> idle = new ArrayDeque<>();
  private final List<Busy> busy = new ArrayList<>();
  private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();

  /**
   * Runners for one sweep.
   *
   * @param limit time after which a measurement is taken to hang
   * @throws TuningException if their devices differ, so that what they measure does not compare
   */
  Runners(List<Runner> runners, Duration limit) {
    this.limit = limit;
    this.any = runners.getFirst();
    for (Runner runner : runners) {
      if (!runner.stamp().equals(any.stamp())) {
        throw new TuningException(
            "%s and %s do not compare: tune on devices that are alike."
                .formatted(any.stamp(), runner.stamp()));
      }
      idle.add(
          new Lane(
              runner,
              Executors.newSingleThreadExecutor(
                  Thread.ofPlatform().daemon().name("measuring").factory())));
    }
  }

  /** One of them, for what is the same of all. */
  Runner any() {
    return any;
  }

  boolean hasIdle() {
    return !idle.isEmpty();
  }

  boolean hasBusy() {
    return !busy.isEmpty();
  }

  /** Whether {@link #next} would not have to wait. */
  boolean hasDone() {
    return !done.isEmpty();
  }

  /** What is being measured. */
  Stream<Job> jobs() {
    return busy.stream().map(Busy::job);
  }

  /** Has an idle runner measure a candidate. */
  void start(Job job) {
    Busy next = new Busy(idle.remove(), job, System.nanoTime() + limit.toNanos());
    busy.add(next);
    next.lane.thread.execute(() -> done.add(measure(next)));
  }

  private static Done measure(Busy busy) {
    try {
      return new Done(
          busy, busy.lane.runner.measure(busy.job.candidate.kernel(), busy.job.runs), null);
    } catch (RuntimeException | Error e) {
      return new Done(busy, null, e);
    }
  }

  /**
   * Waits for the next of the busy ones. One that hangs is not used again.
   *
   * @throws RuntimeException what a runner threw, which concerns all candidates
   */
  Measured next() throws InterruptedException {
    Busy first = busy.stream().min(Comparator.comparingLong(Busy::deadline)).orElseThrow();
    Done next = done.poll(first.deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    if (next == null) {
      busy.remove(first);
      return new Measured(
          first.job,
          new Rejected(Cause.HUNG, "not done after %d seconds".formatted(limit.toSeconds())));
    }
    busy.remove(next.busy);
    idle.add(next.busy.lane);
    if (next.failure instanceof Error error) {
      throw error;
    }
    if (next.failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (next.outcome == null) {
      throw new IllegalStateException("a runner gave no outcome");
    }
    return new Measured(next.busy.job, next.outcome);
  }

  /** Gives up the threads. */
  @Override
  public void close() {
    Stream.concat(idle.stream(), busy.stream().map(Busy::lane))
        .forEach(lane -> lane.thread.shutdownNow());
  }
}
