package dev.pagen.tune;

import dev.pagen.spec.Tuning;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What to try next. The same space, seed and results give the same answers. */
public interface Strategy {
  /**
   * Proposes candidates.
   *
   * @param trials what came of those that were tried so far, each once
   * @param open proposed before, and not tried yet
   * @param count how many are wanted at most, at least 1
   * @return candidates that are neither tried nor open, the best first; none when all are
   */
  List<Tuning> next(List<Trial> trials, Set<Tuning> open, int count);

  /** The strategies by name. */
  enum Kind {
    /** All, one after another. */
    EXHAUSTIVE,
    /** Any, in an order that is drawn. */
    RANDOM,
    /** Those that differ least from the best so far. */
    GREEDY,
    /** Those that a regression over the parameters says are best. */
    MODEL;

    /** The strategy of this kind. */
    public Strategy over(SearchSpace space, long seed) {
      return switch (this) {
        case EXHAUSTIVE -> new OrderedStrategy(space.tunings());
        case RANDOM -> OrderedStrategy.shuffled(space, seed);
        case GREEDY -> new GreedyStrategy(space, seed);
        case MODEL -> new RegressionStrategy(space, seed);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
