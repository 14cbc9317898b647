package dev.pagen.report;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.LittlesLaw;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import dev.pagen.tune.LoopInstructions;
import dev.pagen.tune.MainEffects;
import dev.pagen.tune.MainEffects.Effect;
import dev.pagen.tune.MainEffects.Level;
import dev.pagen.tune.Outcome.Predicted;
import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.Resources;
import dev.pagen.tune.SweepResult;
import dev.pagen.tune.TuningRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Why the best candidate of a sweep is the best, in words: what it gains over the one that the
 * sweep began with, which parameters that comes from, what its code takes, and how sure that is.
 */
final class WhyBest {
  /** What is worth a word: half a percent. */
  private static final double NOTABLE = 1.005;

  /** What a comparison of predictions cannot tell apart. */
  private static final double ALIKE = 1.01;

  private static final int MOST_PARAMETERS = 3;

  private final SweepResult result;
  private final MainEffects effects;
  private final TuningRecord best;
  private final Optional<TuningRecord> start;

  WhyBest(SweepResult result, MainEffects effects, TuningRecord best) {
    this.result = result;
    this.effects = effects;
    this.best = best;
    this.start = result.standard().filter(record -> !record.equals(best));
  }

  /** Sentences. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add(gain());
    start.filter(this::isNotablyBetter).map(this::changes).ifPresent(sentences::add);
    whatMatters().ifPresent(sentences::add);
    best.resources().map(this::takes).ifPresent(sentences::add);
    waits().ifPresent(sentences::add);
    alike().ifPresent(sentences::add);
    return sentences;
  }

  private String startName() {
    Tuning standard =
        KernelDesign.of(result.space().attention(), result.space().target()).defaultTuning();
    return result.space().start().equals(standard) ? "the default" : "the start of the sweep";
  }

  private static double cost(TuningRecord record) {
    return ((Ranked) record.outcome()).cost();
  }

  private static String microseconds(TuningRecord record) {
    return String.format(Locale.ROOT, "%.1f", ((Ranked) record.outcome()).microseconds());
  }

  private String gain() {
    if (best.kernel().tuning().equals(result.space().start())) {
      return "%s is the best of those with a time: %s us."
          .formatted(capital(startName()), microseconds(best));
    }
    return start
        .map(
            record ->
                "The best takes %s us, %s of the time of %s%s."
                    .formatted(
                        microseconds(best),
                        percent(cost(best) / cost(record)),
                        startName(),
                        isNotablyBetter(record) ? "" : ": it is hardly better"))
        .orElse("%s has no time to compare with.".formatted(capital(startName())));
  }

  private boolean isNotablyBetter(TuningRecord from) {
    return cost(from) > NOTABLE * cost(best);
  }

  /** The parameters in which best and start differ, by what they make out. */
  private String changes(TuningRecord from) {
    record Change(TuningParameter parameter, double factor, int candidates) {}
    List<Change> changes =
        Arrays.stream(TuningParameter.values())
            .filter(p -> !p.get(from.kernel().tuning()).equals(p.get(best.kernel().tuning())))
            .map(
                p ->
                    new Change(
                        p,
                        level(p, best).cost() / level(p, from).cost(),
                        level(p, best).candidates()))
            .sorted(Comparator.comparingDouble(Change::factor))
            .toList();
    String notable =
        changes.stream()
            .filter(change -> change.factor() < 1 / NOTABLE)
            .limit(MOST_PARAMETERS)
            .map(
                c ->
                    "%s %s instead of %s (%s less on average, %s)"
                        .formatted(
                            c.parameter(),
                            c.parameter().get(best.kernel().tuning()),
                            c.parameter().get(from.kernel().tuning()),
                            percent(1 - c.factor()),
                            Words.count(c.candidates(), "candidate")))
            .collect(Collectors.joining(", "));
    return notable.isEmpty()
        ? "None of the parameters in which they differ makes out half a percent on average."
        : "That comes from " + notable + ".";
  }

  private Level level(TuningParameter parameter, TuningRecord record) {
    return effects
        .of(parameter)
        .flatMap(effect -> effect.level(parameter.get(record.kernel().tuning())))
        .orElseThrow();
  }

  /** The parameters that matter most among all candidates. */
  private Optional<String> whatMatters() {
    List<Effect> most =
        effects.effects().stream()
            .filter(effect -> effect.spread() > NOTABLE)
            .limit(MOST_PARAMETERS)
            .toList();
    return most.isEmpty()
        ? Optional.empty()
        : Optional.of(
            most.stream()
                .map(
                    effect ->
                        "%s (%s best, %s costs %s more)"
                            .formatted(
                                effect.parameter(),
                                effect.best().value(),
                                effect.worst().value(),
                                percent(effect.spread() - 1)))
                .collect(
                    Collectors.joining(
                        ", ",
                        "On average over all %s, what matters most is "
                            .formatted(Words.count(effects.candidates(), "candidate")),
                        ".")));
  }

  /** What the best one's code takes, beside that of the start where it is another. */
  private String takes(Resources now) {
    Optional<Resources> then = start.flatMap(TuningRecord::resources);
    Target target = result.space().target();
    double needed = LittlesLaw.bytesNeededPerCu(target, LittlesLaw.LOADED_LATENCY_SECONDS);
    List<String> parts = new ArrayList<>();
    Function<Resources, String> inFlight =
        r -> r.bytesInFlightPerCu().map(Words::bytes).orElse("an unknown number of bytes");
    parts.add(
        "at most %s in flight per %s%s, where %s at a latency of %s us takes %s"
            .formatted(
                inFlight.apply(now),
                target.family().computeUnit(),
                beside(now, then, inFlight),
                Words.rate(target.nominalBandwidth()),
                Words.number(LittlesLaw.LOADED_LATENCY_SECONDS * 1e6),
                Words.bytes(Math.round(needed))));
    parts.add(
        Words.count(now.wavesPerCu(), target.family().wave())
            + beside(now, then, r -> String.valueOf(r.wavesPerCu())));
    parts.add(
        "%d registers%s"
            .formatted(now.registers(), beside(now, then, r -> String.valueOf(r.registers()))));
    now.loop()
        .ifPresent(
            loop ->
                parts.add(
                    "%s instructions a token%s"
                        .formatted(
                            perToken(loop),
                            beside(loop, then.flatMap(Resources::loop), WhyBest::perToken))));
    return "It has " + String.join("; ", parts) + ".";
  }

  /** What the start has of something. */
  private <T> String beside(T now, Optional<T> then, Function<T, String> text) {
    return then.map(text)
        .map(
            value ->
                value.equals(text.apply(now))
                    ? " (as %s)".formatted(startName())
                    : " (%s: %s)".formatted(startName(), value))
        .orElse("");
  }

  private static String perToken(LoopInstructions loop) {
    return String.format(Locale.ROOT, "%.1f", loop.perToken());
  }

  /** What the model says is waited for. */
  private Optional<String> waits() {
    return waitsFor(best)
        .map(
            now ->
                "By the model it waits for %s%s."
                    .formatted(
                        now,
                        start
                            .flatMap(WhyBest::waitsFor)
                            .map(
                                then ->
                                    then.equals(now)
                                        ? ", as does " + startName()
                                        : ", %s for %s".formatted(startName(), then))
                            .orElse("")));
  }

  private static Optional<String> waitsFor(TuningRecord record) {
    return record.outcome() instanceof Predicted predicted
        ? predicted.waitsFor()
        : Optional.empty();
  }

  /** How many candidates a prediction cannot tell from the best. */
  private Optional<String> alike() {
    long alike =
        result.ranked().stream().filter(record -> cost(record) <= ALIKE * cost(best)).count() - 1;
    return best.outcome() instanceof Predicted && alike > 0
        ? Optional.of(
            "%s within 1 %% of it: the model does not tell them apart."
                .formatted(alike == 1 ? "Another is" : alike + " others are"))
        : Optional.empty();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
