package dev.pagen.report.tuning;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import dev.pagen.spec.Tuning;
import dev.pagen.tune.Outcome.Predicted;
import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.SweepResult;
import dev.pagen.tune.TuningRecord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Why the best candidate of a sweep is the best: what another value of each parameter costs. */
final class WhyBest {
  /** What a comparison of predictions cannot tell apart. */
  private static final double ALIKE = 1.01;

  private final SweepResult result;
  private final TuningRecord best;
  private final List<Choice> choices;

  /** Of a sweep in which a candidate has a time. */
  WhyBest(SweepResult result) {
    this.result = result;
    this.best = result.best().orElseThrow();
    this.choices = Choice.of(result, best);
  }

  /** A row for each parameter, that which matters most first; empty if nothing else was tried. */
  Optional<Table> table() {
    if (choices.isEmpty()) {
      return Optional.empty();
    }
    Table table =
        new Table(
            Column.text("parameter"),
            Column.text("best"),
            Column.text("next best"),
            Column.number("slowdown"),
            Column.text("spread").expendable(2),
            Column.text("reason"),
            Column.text("also differs in").expendable(1));
    for (Choice choice : choices) {
      table.add(
          choice.parameter().toString(),
          choice.value(),
          choice.nextBest(),
          choice.slowdown().map(s -> ratio(s.ratio())).orElse("no time"),
          choice.slowdown().map(s -> ratio(s.low()) + "-" + ratio(s.high())).orElse(""),
          choice.reason().orElse(""),
          choice.also().stream()
              .map(p -> "%s=%s".formatted(p, p.get(choice.other())))
              .collect(Collectors.joining(" ")));
    }
    return Optional.of(table);
  }

  /** What the table does not say: the best beside the start, and what a model cannot tell apart. */
  String sentence() {
    return gain() + waits() + alike() + ".";
  }

  private String gain() {
    String start = start();
    String takes =
        String.format(
            Locale.ROOT, "The best takes %.1f us", ((Ranked) best.outcome()).microseconds());
    if (best.kernel().tuning().equals(result.space().start())) {
      return "%s and is %s".formatted(takes, start);
    }
    return result
        .standard()
        .map(
            record ->
                String.format(
                    Locale.ROOT,
                    "%s, %.1f %% of the time of %s",
                    takes,
                    100 * cost(best) / cost(record),
                    start))
        .orElse("%s; %s has no time".formatted(takes, start));
  }

  /** What the sweep began with. */
  String start() {
    Tuning standard =
        KernelDesign.of(result.space().attention(), result.space().target()).defaultTuning();
    return result.space().start().equals(standard) ? "the default" : "the start of the sweep";
  }

  private String waits() {
    return Advantage.waitsFor(best).map(what -> "; by the model it waits for " + what).orElse("");
  }

  /** How many candidates a prediction cannot tell from the best. */
  private String alike() {
    long alike =
        result.ranked().stream().filter(record -> cost(record) <= ALIKE * cost(best)).count() - 1;
    return best.outcome() instanceof Predicted && alike > 0
        ? "; the model does not tell it from %s within 1 %%"
            .formatted(Words.count(alike, "candidate"))
        : "";
  }

  /** The table for programs. */
  ArrayNode json() {
    ArrayNode rows = Json.array();
    choices.forEach(choice -> rows.add(json(choice)));
    return rows;
  }

  private static ObjectNode json(Choice choice) {
    ObjectNode node = Json.object();
    node.put("parameter", choice.parameter().toString());
    node.put("value", choice.value());
    node.put("next_best", choice.nextBest());
    choice
        .slowdown()
        .ifPresent(
            s ->
                node.putObject("slowdown")
                    .put("ratio", s.ratio())
                    .put("low", s.low())
                    .put("high", s.high()));
    choice.reason().ifPresent(reason -> node.put("reason", reason));
    ArrayNode also = node.putArray("also");
    choice
        .also()
        .forEach(
            p ->
                also.addObject()
                    .put("parameter", p.toString())
                    .put("value", p.get(choice.other())));
    return node;
  }

  private static double cost(TuningRecord record) {
    return ((Ranked) record.outcome()).cost();
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
