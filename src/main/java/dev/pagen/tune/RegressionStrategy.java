package dev.pagen.tune;

import dev.pagen.spec.Tuning;
import dev.pagen.tune.Outcome.Ranked;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Candidates drawn at random at first, then those that a regression over the results so far says
 * are fastest, with every fourth drawn at random still, so that what the regression has never seen
 * is seen. One that could not be timed counts as twice as slow as the slowest that could.
 */
final class RegressionStrategy implements Strategy {
  /** Every how many candidates one is drawn. */
  private static final int DRAWN = 4;

  /** What a candidate without a time counts as, in units of the slowest with one. */
  private static final double PENALTY = 2;

  private final OrderedStrategy untried;
  private final TuningFeatures features;

  RegressionStrategy(SearchSpace space, long seed) {
    this.untried = OrderedStrategy.shuffled(space, seed);
    this.features = TuningFeatures.of(space.tunings());
  }

  @Override
  public List<Tuning> next(List<Trial> trials, Set<Tuning> open, int count) {
    List<Tuning> left = untried.next(trials, open, Integer.MAX_VALUE);
    int proposed = trials.size() + open.size();
    double slowest =
        trials.stream()
            .filter(trial -> trial.outcome() instanceof Ranked)
            .mapToDouble(trial -> ((Ranked) trial.outcome()).cost())
            .max()
            .orElse(0);
    if (proposed % DRAWN == 0 || trials.size() < features.parameters() || slowest == 0) {
      return left.stream().limit(proposed % DRAWN == 0 ? 1 : count).toList();
    }
    double[][] rows = trials.stream().map(t -> features.of(t.tuning())).toArray(double[][]::new);
    double[] costs =
        trials.stream()
            .mapToDouble(t -> t.outcome() instanceof Ranked r ? r.cost() : PENALTY * slowest)
            .map(Math::log)
            .toArray();
    double[] weights = RidgeRegression.fit(rows, costs, RidgeRegression.CAUTIOUS);
    return left.stream()
        .sorted(Comparator.comparingDouble(t -> RidgeRegression.value(weights, features.of(t))))
        .limit(Math.min(count, DRAWN - proposed % DRAWN))
        .toList();
  }
}
