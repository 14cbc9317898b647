package dev.pagen.report.tuning;

import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.Outcome.Rejected;
import dev.pagen.tune.SweepResult;
import dev.pagen.tune.TuningRecord;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The value of one parameter in the best tuning, beside the next best value. That is the value of
 * the candidate that differs from the best in as few other parameters as any, and is the best of
 * those.
 *
 * @param parameter which
 * @param best tuning
 * @param other tuning
 * @param slowdown of the other; empty where none with another value has a time
 * @param reason what a counter says of it, or why the other has no time
 */
record Choice(
    TuningParameter parameter,
    Tuning best,
    Tuning other,
    Optional<Slowdown> slowdown,
    Optional<String> reason) {
  /** A slowdown that asks for a reason: half a percent. */
  private static final double NOTABLE = 1.005;

  /** Those of every parameter of which a sweep tried several values, the costliest first. */
  static List<Choice> of(SweepResult result, TuningRecord best) {
    return Arrays.stream(TuningParameter.values())
        .flatMap(parameter -> of(parameter, result, best).stream())
        .sorted(Comparator.comparingDouble(Choice::ratio).reversed())
        .toList();
  }

  private double ratio() {
    return slowdown.map(Slowdown::ratio).orElse(Double.POSITIVE_INFINITY);
  }

  private static Optional<Choice> of(
      TuningParameter parameter, SweepResult result, TuningRecord best) {
    return nearest(parameter, best, result.rankedByRuns())
        .or(() -> nearest(parameter, best, result.rejected()))
        .map(
            other ->
                new Choice(
                    parameter,
                    best.kernel().tuning(),
                    other.kernel().tuning(),
                    slowdown(best, other),
                    reason(best, other)));
  }

  /** The first of {@code others} that has another value and no more other differences than any. */
  private static Optional<TuningRecord> nearest(
      TuningParameter parameter, TuningRecord best, List<TuningRecord> others) {
    Tuning tuning = best.kernel().tuning();
    return others.stream()
        .filter(other -> !parameter.get(other.kernel().tuning()).equals(parameter.get(tuning)))
        .min(Comparator.comparingInt(other -> differences(tuning, other.kernel().tuning()).size()));
  }

  private static Optional<Slowdown> slowdown(TuningRecord best, TuningRecord other) {
    return other.outcome() instanceof Ranked ranked
        ? Optional.of(Slowdown.of((Ranked) best.outcome(), ranked))
        : Optional.empty();
  }

  private static Optional<String> reason(TuningRecord best, TuningRecord other) {
    return switch (other.outcome()) {
      case Rejected rejected ->
          Optional.of("%s: %s".formatted(rejected.cause(), rejected.firstLine()));
      case Ranked ranked ->
          Slowdown.of((Ranked) best.outcome(), ranked).ratio() > NOTABLE
              ? Advantage.of(best, other)
              : Optional.empty();
    };
  }

  /** The parameter's value in the best tuning. */
  String value() {
    return parameter.get(best);
  }

  /** Its value in the other one. */
  String nextBest() {
    return parameter.get(other);
  }

  /** The other parameters in which the two differ. */
  List<TuningParameter> also() {
    return differences(best, other).stream().filter(p -> p != parameter).toList();
  }

  private static List<TuningParameter> differences(Tuning one, Tuning two) {
    return Arrays.stream(TuningParameter.values())
        .filter(p -> !p.get(one).equals(p.get(two)))
        .toList();
  }
}
