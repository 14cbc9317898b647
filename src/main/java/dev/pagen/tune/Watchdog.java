package dev.pagen.tune;

import dev.pagen.compile.BuiltKernel;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Rejected;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Measures in a thread of its own, which is left behind if a candidate never ends. */
final class Watchdog implements AutoCloseable {
  private final Runner runner;
  private final Duration limit;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("measuring").factory());

  Watchdog(Runner runner, Duration limit) {
    this.runner = runner;
    this.limit = limit;
  }

  Outcome measure(BuiltKernel kernel, int runs) throws InterruptedException {
    Future<Outcome> outcome = thread.submit(() -> runner.measure(kernel, runs));
    try {
      return outcome.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new Rejected(Cause.HUNG, "not done after %d seconds".formatted(limit.toSeconds()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
