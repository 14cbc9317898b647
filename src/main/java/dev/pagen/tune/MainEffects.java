package dev.pagen.tune;

import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import dev.pagen.tune.Outcome.Ranked;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What each value of each tuning parameter costs on average, all else being equal.
 *
 * <p>A sweep does not try all values equally often together, so a plain mean by value would blame
 * one parameter for another. These are adjusted means: of a regression of the logarithm of the cost
 * over all parameters' values, with the parameter set to the value in every candidate and the
 * others left as they were. What parameters do together is not in it.
 *
 * @param effects of the parameters that differ among the candidates, the one that matters most
 *     first
 * @param candidates that have a time
 */
public record MainEffects(List<Effect> effects, int candidates) {
  public MainEffects {
    effects = List.copyOf(effects);
  }

  /**
   * The effect of one parameter.
   *
   * @param parameter which
   * @param levels its values, in their order
   */
  public record Effect(TuningParameter parameter, List<Level> levels) {
    public Effect {
      levels = List.copyOf(levels);
    }

    /** How many times the cost of the best value the worst one has. */
    public double spread() {
      return worst().cost() / best().cost();
    }

    /** The value with the least cost. */
    public Level best() {
      return levels.stream().min(Comparator.comparingDouble(Level::cost)).orElseThrow();
    }

    /** The value with the most cost. */
    public Level worst() {
      return levels.stream().max(Comparator.comparingDouble(Level::cost)).orElseThrow();
    }

    /** That of a value; empty if no candidate has it. */
    public Optional<Level> level(String value) {
      return levels.stream().filter(level -> level.value().equals(value)).findFirst();
    }
  }

  /**
   * One value of a parameter.
   *
   * @param value as text
   * @param cost on average, in units of the floor
   * @param candidates with a time that have it
   */
  public record Level(String value, double cost, int candidates) {}

  /** The effects among the records that have a time. */
  public static MainEffects of(List<TuningRecord> records) {
    List<TuningRecord> ranked = SweepResult.ranked(records);
    if (ranked.isEmpty()) {
      return new MainEffects(List.of(), 0);
    }
    List<Tuning> tunings = ranked.stream().map(record -> record.kernel().tuning()).toList();
    double[] costs =
        ranked.stream().mapToDouble(r -> Math.log(((Ranked) r.outcome()).cost())).toArray();
    double mean = Arrays.stream(costs).average().orElseThrow();
    TuningFeatures features = TuningFeatures.of(tunings);
    double[] weights =
        RidgeRegression.fit(
            tunings.stream().map(features::of).toArray(double[][]::new),
            Arrays.stream(costs).map(cost -> cost - mean).toArray(),
            RidgeRegression.SLIGHT);
    List<Effect> effects =
        Arrays.stream(TuningParameter.values())
            .map(parameter -> effect(parameter, tunings, features, weights, mean))
            .filter(effect -> effect.levels().size() > 1)
            .sorted(Comparator.comparingDouble(Effect::spread).reversed())
            .toList();
    return new MainEffects(effects, ranked.size());
  }

  private static Effect effect(
      TuningParameter parameter,
      List<Tuning> tunings,
      TuningFeatures features,
      double[] weights,
      double mean) {
    List<String> values =
        tunings.stream()
            .sorted(Comparator.comparingInt(tuning -> order(parameter, tuning)))
            .map(parameter::get)
            .distinct()
            .toList();
    return new Effect(
        parameter,
        values.stream()
            .map(
                value ->
                    new Level(
                        value,
                        Math.exp(
                            mean
                                + tunings.stream()
                                    .map(tuning -> features.of(parameter.set(tuning, value)))
                                    .mapToDouble(row -> RidgeRegression.value(weights, row))
                                    .average()
                                    .orElseThrow()),
                        (int) tunings.stream().filter(t -> parameter.get(t).equals(value)).count()))
            .toList());
  }

  private static int order(TuningParameter parameter, Tuning tuning) {
    return parameter.value(tuning) instanceof Integer number
        ? number
        : parameter.values(tuning).indexOf(parameter.get(tuning));
  }

  /** That of a parameter; empty if it is the same in all candidates. */
  public Optional<Effect> of(TuningParameter parameter) {
    return effects.stream().filter(effect -> effect.parameter() == parameter).findFirst();
  }
}
