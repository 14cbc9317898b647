package dev.pagen.tune;

import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Tuning;
import dev.pagen.tune.CompileAhead.Compiled;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.Outcome.Rejected;
import dev.pagen.tune.Runners.Job;
import dev.pagen.tune.Runners.Measured;
import dev.pagen.tune.SweepResult.End;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Looks for the best tuning: tries what a strategy proposes, compiled ahead, each candidate
 * briefly; then the few best at length, until no other may be the best or the time is up.
 * Everything that is tried is in the store before the next is.
 */
public final class Sweep implements AutoCloseable {
  /** Share of the budget after which nothing new is tried, where finalists need the rest. */
  private static final double EXPLORING = 0.8;

  /** How much longer each round of finalists is measured than the one before. */
  private static final int LONGER = 4;

  /**
   * Costs that differ by no more than this share are alike. A candidate's own cost does that from
   * one process to the next, which its interval cannot know: on an H200 the medians of 256 runs
   * have a standard deviation of 0.2 %.
   */
  private static final double ALIKE = 0.005;

  /** Nanoseconds between two looks at what was measured, while candidates are being compiled. */
  private static final long GLANCE = Duration.ofMillis(20).toNanos();

  private final SearchSpace space;
  private final Strategy strategy;
  private final Kernels kernels;
  private final Runners runners;
  private final Runner runner;
  private final TuningStore store;
  private final SweepSettings settings;
  private final Trials trials = new Trials();
  private final long start = System.nanoTime();
  private Consumer<Progress> listener = _ -> {};
  private boolean deviceLost;

  /**
   * A sweep, whose time runs from now.
   *
   * @param runners that measure side by side, on devices that are alike; at least one
   * @throws TuningException if the devices differ
   */
  public Sweep(
      SearchSpace space,
      Strategy strategy,
      Kernels kernels,
      List<? extends Runner> runners,
      TuningStore store,
      SweepSettings settings) {
    this.space = space;
    this.strategy = strategy;
    this.kernels = kernels;
    this.runners = new Runners(List.copyOf(runners), settings.limit());
    this.runner = this.runners.any();
    this.store = store;
    this.settings = settings;
  }

  /**
   * Runs it.
   *
   * @param known records of this space's candidates that hold here and now; these are not tried
   *     again, but for those that other shards have of the start
   * @param progress told after each candidate
   */
  public SweepResult run(List<TuningRecord> known, Consumer<Progress> progress)
      throws InterruptedException {
    listener = progress;
    Set<Tuning> members = Set.copyOf(space.tunings());
    known.stream()
        .filter(record -> members.contains(record.kernel().tuning()))
        .filter(record -> !isYardstick(record) || record.shard().equals(settings.shard()))
        .forEach(trials::add);
    int resumed = trials.size();
    boolean complete = explore();
    if (!runner.exact() && !deviceLost) {
      complete &= settle();
    }
    End end = deviceLost ? End.DEVICE_LOST : complete ? End.COMPLETE : End.BUDGET;
    return new SweepResult(space, trials.records(), resumed, end);
  }

  private boolean isYardstick(TuningRecord record) {
    return settings.shard().isPresent() && record.kernel().tuning().equals(space.start());
  }

  /** Tries candidates until there are no more; whether it came to that. */
  private boolean explore() throws InterruptedException {
    double share = runner.exact() ? 1 : EXPLORING;
    boolean complete = false;
    try (CompileAhead ahead = new CompileAhead(space, kernels)) {
      if (trials.of(space.start()).isEmpty()) {
        ahead.add(space.start());
      }
      while (!deviceLost && !complete && left(share) > 0) {
        while (!deviceLost && (runners.hasDone() || !runners.hasIdle())) {
          collect();
        }
        propose(ahead);
        if (!ahead.open().isEmpty()) {
          long wait = left(share);
          Optional<Compiled> compiled =
              ahead.take(runners.hasBusy() ? Math.min(wait, GLANCE) : wait);
          if (compiled.isPresent()) {
            attempt(compiled.get());
          }
        } else if (runners.hasBusy()) {
          collect();
        } else {
          complete = true;
        }
      }
    }
    drain();
    return complete;
  }

  private void propose(CompileAhead ahead) {
    List<Tuning> next;
    do {
      Set<Tuning> open = new LinkedHashSet<>(ahead.open());
      runners.jobs().map(Job::tuning).forEach(open::add);
      int room = settings.ahead() - ahead.open().size();
      next = room > 0 ? strategy.next(trials.trials(), open, room) : List.of();
      next.forEach(ahead::add);
    } while (!next.isEmpty());
  }

  private void attempt(Compiled compiled) throws InterruptedException {
    switch (compiled) {
      case Compiled.Ready ready -> attempt(ready.tuning(), ready.candidate());
      case Compiled.Failed(Tuning tuning, String reason) ->
          add(tuning, Optional.empty(), new Rejected(Cause.NOT_COMPILED, reason));
    }
  }

  private void attempt(Tuning tuning, Candidate candidate) throws InterruptedException {
    while (!deviceLost
        && runners.jobs().anyMatch(job -> job.candidate().code().equals(candidate.code()))) {
      collect();
    }
    Optional<TuningRecord> twin = trials.ofCode(candidate.code());
    Optional<String> against = candidate.reasonAgainst(runner.kvBytes(), bestMicroseconds());
    if (twin.isPresent()) {
      add(
          record(
              tuning,
              Optional.of(candidate),
              Optional.of(twin.get().kernel().tuning()),
              twin.get().outcome()));
    } else if (against.isPresent()) {
      add(tuning, Optional.of(candidate), new Rejected(Cause.PRUNED, against.get()));
    } else if (!deviceLost) {
      runners.start(new Job(tuning, candidate, settings.runs()));
    }
  }

  /** Waits for a measurement. */
  private void collect() throws InterruptedException {
    Measured measured = runners.next();
    add(measured.job().tuning(), Optional.of(measured.job().candidate()), measured.outcome());
  }

  /** Waits for all measurements, unless the device is lost. */
  private void drain() throws InterruptedException {
    while (runners.hasBusy() && !deviceLost) {
      collect();
    }
  }

  private double bestMicroseconds() {
    return trials
        .best()
        .map(best -> ((Ranked) best.outcome()).microseconds())
        .orElse(Double.POSITIVE_INFINITY);
  }

  private void add(Tuning tuning, Optional<Candidate> candidate, Outcome outcome) {
    add(record(tuning, candidate, Optional.empty(), outcome));
  }

  private void add(TuningRecord record) {
    store.append(record);
    trials.add(record);
    deviceLost |= record.outcome() instanceof Rejected no && no.cause().losesDevice();
    listener.accept(progress());
  }

  private TuningRecord record(
      Tuning tuning, Optional<Candidate> candidate, Optional<Tuning> sameAs, Outcome outcome) {
    KernelSpec kernel = space.kernel(tuning);
    return new TuningRecord(
        Instant.now(),
        runner.stamp(),
        kernels.key(kernel),
        kernel,
        runner.size(),
        candidate.map(Candidate::code),
        sameAs,
        candidate.map(Candidate::resources),
        outcome,
        settings.origin(),
        settings.shard());
  }

  /** Finds the best of those that may be; whether it got done. */
  private boolean settle() throws InterruptedException {
    return narrow() && (settings.shard().isEmpty() || compareWithOthers());
  }

  /**
   * Measures the best of this shard and the start for as long as every shard does: what was
   * measured longer goes before what was measured briefly.
   */
  private boolean compareWithOthers() throws InterruptedException {
    List<TuningRecord> both =
        Stream.concat(
                SweepResult.best(trials.records()).stream(), trials.of(space.start()).stream())
            .filter(record -> record.outcome() instanceof Ranked)
            .distinct()
            .toList();
    return measureAtLength(both, 2 * settings.mostRuns());
  }

  /** Measures the best at length, the better half of them longer still; whether it got done. */
  private boolean narrow() throws InterruptedException {
    int finalists = settings.finalists();
    for (int runs = LONGER * settings.runs(); runs <= settings.mostRuns(); runs *= LONGER) {
      List<TuningRecord> round = contenders(finalists);
      if (round.size() < 2) {
        return true;
      }
      if (!measureAtLength(round, runs)) {
        return false;
      }
      finalists = Math.ceilDiv(finalists, 2);
    }
    return breakTies();
  }

  /** Whether that got done. */
  private boolean measureAtLength(List<TuningRecord> round, int runs) throws InterruptedException {
    boolean inTime = true;
    for (TuningRecord finalist : round) {
      inTime &= left(1) > 0;
      if (finalist.runs() < runs && inTime && !deviceLost) {
        Candidate candidate = Candidate.of(kernels.build(finalist.kernel()));
        runners.start(new Job(finalist.kernel().tuning(), candidate, runs));
        if (!runners.hasIdle()) {
          collect();
        }
      }
    }
    drain();
    return inTime && !deviceLost;
  }

  /**
   * Where several are still as good as the best after all rounds, it is chance which of them was
   * fastest, and another time it would be another. So the one is taken that is nearest to where the
   * search began: it is measured for longest, and so is the next nearest if that shows that it is
   * slower.
   */
  private boolean breakTies() throws InterruptedException {
    int runs = 2 * settings.mostRuns();
    List<TuningRecord> tied = contenders(space.size());
    while (tied.size() > 1) {
      TuningRecord nearest = tied.stream().min(nearestFirst()).orElseThrow();
      if (nearest.runs() >= runs) {
        return true;
      }
      if (!measureAtLength(List.of(nearest), runs)) {
        return false;
      }
      tied = contenders(space.size());
    }
    return true;
  }

  private Comparator<TuningRecord> nearestFirst() {
    return Comparator.comparingInt(
            (TuningRecord r) -> SearchSpace.distance(r.kernel().tuning(), space.start()))
        .thenComparingInt(r -> space.tunings().indexOf(r.kernel().tuning()));
  }

  /** The best that were measured themselves: each, for all that is known, as good as the first. */
  private List<TuningRecord> contenders(int most) {
    List<TuningRecord> measured =
        SweepResult.ranked(trials.records()).stream()
            .filter(record -> record.sameAs().isEmpty())
            .limit(most)
            .toList();
    if (measured.isEmpty()) {
      return measured;
    }
    double bestMayBe = (1 + ALIKE) * ((Ranked) measured.getFirst().outcome()).highCost();
    return measured.stream()
        .filter(record -> ((Ranked) record.outcome()).lowCost() <= bestMayBe)
        .toList();
  }

  /** Nanoseconds until a share of the budget is used. */
  private long left(double share) {
    return (long) (share * settings.budget().toNanos()) - (System.nanoTime() - start);
  }

  private Progress progress() {
    return new Progress(
        trials.best(),
        trials.size(),
        trials.failed(),
        space.size() - trials.size(),
        Duration.ofNanos(Math.max(0, left(1))));
  }

  /** Gives up the threads that measured. */
  @Override
  public void close() {
    runners.close();
  }
}
