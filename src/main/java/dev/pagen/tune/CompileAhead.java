package dev.pagen.tune;

import dev.pagen.compile.CompileException;
import dev.pagen.spec.Tuning;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Candidates that are being compiled while others are measured, first in, first out. */
final class CompileAhead implements AutoCloseable {
  private final SearchSpace space;
  private final Kernels kernels;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Tuning, Future<Candidate>> open = new LinkedHashMap<>();

  CompileAhead(SearchSpace space, Kernels kernels) {
    this.space = space;
    this.kernels = kernels;
  }

  /** What came of compiling: a candidate, or why there is none. */
  sealed interface Compiled {
    Tuning tuning();

    record Ready(Tuning tuning, Candidate candidate) implements Compiled {}

    record Failed(Tuning tuning, String reason) implements Compiled {}
  }

  void add(Tuning tuning) {
    open.put(tuning, threads.submit(() -> Candidate.of(kernels.build(space.kernel(tuning)))));
  }

  Set<Tuning> open() {
    return open.keySet();
  }

  /**
   * The next candidate, once it is compiled; empty if that takes longer than {@code nanoseconds}.
   */
  Optional<Compiled> take(long nanoseconds) throws InterruptedException {
    Map.Entry<Tuning, Future<Candidate>> first = open.entrySet().iterator().next();
    Tuning tuning = first.getKey();
    try {
      Candidate candidate = first.getValue().get(nanoseconds, TimeUnit.NANOSECONDS);
      open.remove(tuning);
      return Optional.of(new Compiled.Ready(tuning, candidate));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      open.remove(tuning);
      return switch (e.getCause()) {
        case CompileException c -> Optional.of(new Compiled.Failed(tuning, c.getMessage()));
        case RuntimeException other -> throw other;
        case null, default -> throw new IllegalStateException(e);
      };
    }
  }

  /** Gives up what is not compiled yet. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
