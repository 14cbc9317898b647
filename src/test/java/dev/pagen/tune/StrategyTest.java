package dev.pagen.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.Tuning;
import dev.pagen.tune.Outcome.Ranked;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches that run on results that were recorded. */
class StrategyTest {
  private static final SearchSpace SPACE = TuningFixture.space();
  private static final Map<Tuning, Outcome> RECORDED =
      SPACE.tunings().stream()
          .collect(Collectors.toMap(Function.identity(), t -> TuningFixture.outcome(t, 16)));
  private static final double BEST =
      RECORDED.values().stream()
          .mapToDouble(o -> o instanceof Ranked r ? r.cost() : Double.MAX_VALUE)
          .min()
          .orElseThrow();

  /** Candidates in the order in which they are tried, {@code ahead} of them proposed at a time. */
  private static List<Trial> replay(Strategy strategy, int most, int ahead) {
    List<Trial> trials = new ArrayList<>();
    Set<Tuning> open = new java.util.LinkedHashSet<>(List.of(SPACE.start()));
    while (trials.size() < most && !open.isEmpty()) {
      Tuning next = open.iterator().next();
      open.remove(next);
      trials.add(new Trial(next, RECORDED.get(next)));
      List<Tuning> proposed =
          strategy.next(List.copyOf(trials), Set.copyOf(open), ahead - open.size());
      assertThat(proposed).hasSizeLessThanOrEqualTo(ahead - open.size());
      open.addAll(proposed);
    }
    return trials;
  }

  /** How much slower than the best the best of these is. */
  private static double excess(List<Trial> trials) {
    return trials.stream()
            .mapToDouble(t -> t.outcome() instanceof Ranked r ? r.cost() : Double.MAX_VALUE)
            .min()
            .orElseThrow()
        / BEST;
  }

  @ParameterizedTest
  @EnumSource(Strategy.Kind.class)
  void comesToEveryCandidateOnce(Strategy.Kind kind) {
    List<Trial> trials = replay(kind.over(SPACE, 3), Integer.MAX_VALUE, 4);
    assertThat(trials).extracting(Trial::tuning).doesNotHaveDuplicates().hasSize(SPACE.size());
  }

  @ParameterizedTest
  @EnumSource(Strategy.Kind.class)
  void proposesTheSameForTheSameSeed(Strategy.Kind kind) {
    assertThat(replay(kind.over(SPACE, 5), 60, 4)).isEqualTo(replay(kind.over(SPACE, 5), 60, 4));
    if (kind != Strategy.Kind.EXHAUSTIVE) {
      assertThat(replay(kind.over(SPACE, 5), 60, 4))
          .isNotEqualTo(replay(kind.over(SPACE, 6), 60, 4));
    }
  }

  @Test
  void greedyTriesTheNeighboursOfTheBestFirst() {
    List<Trial> trials = replay(Strategy.Kind.GREEDY.over(SPACE, 1), 40, 1);
    Set<Tuning> tried = new HashSet<>(List.of(SPACE.start()));
    for (int i = 1; i < trials.size(); i++) {
      Tuning next = trials.get(i).tuning();
      Tuning best =
          SweepResult.ranked(
                  trials.subList(0, i).stream()
                      .map(t -> TuningFixture.record(t.tuning(), t.outcome()))
                      .toList())
              .getFirst()
              .kernel()
              .tuning();
      int nearest =
          SPACE.tunings().stream()
              .filter(t -> !tried.contains(t))
              .mapToInt(t -> SearchSpace.distance(t, best))
              .min()
              .orElseThrow();
      assertThat(SearchSpace.distance(next, best)).isEqualTo(nearest);
      tried.add(next);
    }
  }

  @Test
  void greedyAndTheRegressionFindInAFractionWhatChanceDoesNot() {
    int tenth = SPACE.size() / 10;
    double greedy = 0;
    double model = 0;
    double random = 0;
    int seeds = 5;
    for (int seed = 0; seed < seeds; seed++) {
      greedy += excess(replay(Strategy.Kind.GREEDY.over(SPACE, seed), tenth, 4)) / seeds;
      model += excess(replay(Strategy.Kind.MODEL.over(SPACE, seed), tenth, 4)) / seeds;
      random += excess(replay(Strategy.Kind.RANDOM.over(SPACE, seed), tenth, 4)) / seeds;
    }
    assertThat(greedy).isLessThan(random).isLessThan(1.02);
    assertThat(model).isLessThan(random).isLessThan(1.02);
  }

  @Test
  void theRegressionFindsTheWeightsOfWhatIsLinear() {
    double[][] rows = new double[50][3];
    double[] results = new double[50];
    var random = new java.util.Random(11);
    for (int i = 0; i < 50; i++) {
      rows[i] = new double[] {1, 10 * random.nextDouble(), 10 * random.nextDouble()};
      results[i] = 3 + 2 * rows[i][1] - rows[i][2];
    }
    double[] weights = RidgeRegression.fit(rows, results, RidgeRegression.CAUTIOUS);
    assertThat(RidgeRegression.value(weights, new double[] {1, 5, 2})).isBetween(10.9, 11.1);
    assertThat(RidgeRegression.value(weights, new double[] {1, 0, 8})).isBetween(-5.2, -4.8);
  }
}
