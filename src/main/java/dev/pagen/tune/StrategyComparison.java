package dev.pagen.tune;

import dev.pagen.spec.Tuning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How soon each strategy comes near the best that a sweep found, replayed on its records.
 *
 * @param curves one for each strategy
 * @param timed most candidates that any of them had to run
 */
public record StrategyComparison(List<Curve> curves, int timed) {
  private static final double LOW = 0.1;
  private static final double HIGH = 0.9;

  public StrategyComparison {
    curves = List.copyOf(curves);
  }

  /**
   * One strategy.
   *
   * @param kind which
   * @param shares after each candidate that had to be run
   */
  public record Curve(Strategy.Kind kind, List<Share> shares) {
    public Curve {
      shares = List.copyOf(shares);
    }

    /** After so many candidates, at least 1; what is found stays found. */
    public Share after(int candidates) {
      return shares.get(Math.min(candidates, shares.size()) - 1);
    }

    /** Candidates until the median is at least {@code share}, which is at most 1. */
    public int until(double share) {
      return (int) shares.stream().takeWhile(s -> s.median() < share).count() + 1;
    }
  }

  /**
   * The least cost on record over the least that was found so far: 1 when the best is found.
   *
   * @param low what a tenth of the searches do not reach
   * @param high what a tenth of them exceed
   */
  public record Share(double low, double median, double high) {}

  /** Where searches begin. */
  public enum Start {
    /** With the default tuning, or what is nearest to it: as a sweep does. */
    DEFAULT,
    /** With one that is drawn: shows the search alone, where the default is near the best. */
    DRAWN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Replays every strategy.
   *
   * @param seeds searches by each strategy, at least 1
   * @throws TuningException if no candidate has a time
   */
  public static StrategyComparison of(SweepResult recorded, Start start, int seeds) {
    if (recorded.ranked().isEmpty()) {
      throw new TuningException("No candidate on record has a time: there is nothing to look for.");
    }
    Replay replay = new Replay(recorded.records());
    List<Curve> curves =
        Arrays.stream(Strategy.Kind.values())
            .map(
                kind ->
                    new Curve(
                        kind,
                        shares(
                            replay.best(), searches(replay, recorded.space(), kind, start, seeds))))
            .toList();
    return new StrategyComparison(
        curves, curves.stream().mapToInt(curve -> curve.shares().size()).max().orElseThrow());
  }

  private static List<List<Double>> searches(
      Replay replay, SearchSpace space, Strategy.Kind kind, Start start, int seeds) {
    int ahead = SweepSettings.of(Duration.ZERO).ahead();
    return IntStream.range(0, seeds)
        .parallel()
        .mapToObj(seed -> replay.search(kind.over(space, seed), first(space, start, seed), ahead))
        .toList();
  }

  private static Tuning first(SearchSpace space, Start start, int seed) {
    return switch (start) {
      case DEFAULT -> space.start();
      case DRAWN -> space.tunings().get(new Random(seed).nextInt(space.size()));
    };
  }

  private static List<Share> shares(double best, List<List<Double>> searches) {
    int longest = searches.stream().mapToInt(List::size).max().orElseThrow();
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < longest; i++) {
      int at = i;
      double[] sorted =
          searches.stream()
              .mapToDouble(search -> best / search.get(Math.min(at, search.size() - 1)))
              .sorted()
              .toArray();
      shares.add(new Share(at(sorted, LOW), at(sorted, 0.5), at(sorted, HIGH)));
    }
    return shares;
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[(int) Math.round(quantile * (sorted.length - 1))];
  }
}
