package dev.pagen.tune;

import dev.pagen.spec.Tuning;
import dev.pagen.tune.Outcome.Ranked;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Always the candidates that differ from the best so far in the fewest parameters: first its
 * neighbours, and once none of them is better, those further away. Of equally many parameters, in
 * an order that is drawn.
 */
final class GreedyStrategy implements Strategy {
  private final OrderedStrategy untried;
  private final Tuning start;

  GreedyStrategy(SearchSpace space, long seed) {
    this.untried = OrderedStrategy.shuffled(space, seed);
    this.start = space.start();
  }

  @Override
  public List<Tuning> next(List<Trial> trials, Set<Tuning> open, int count) {
    Tuning best =
        trials.stream()
            .filter(trial -> trial.outcome() instanceof Ranked)
            .min(Comparator.comparingDouble(trial -> ((Ranked) trial.outcome()).cost()))
            .map(Trial::tuning)
            .orElse(start);
    return untried.next(trials, open, Integer.MAX_VALUE).stream()
        .sorted(Comparator.comparingInt(tuning -> SearchSpace.distance(tuning, best)))
        .limit(count)
        .toList();
  }
}
