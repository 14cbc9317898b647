package dev.pagen.report.tuning;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.json.SpecJson;
import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.report.Words;
import dev.pagen.report.drawing.Figure;
import dev.pagen.report.page.Basis;
import dev.pagen.report.page.KernelCommand;
import dev.pagen.terminal.Screen;
import dev.pagen.tune.MainEffects;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Predicted;
import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.Outcome.Rejected;
import dev.pagen.tune.Progress;
import dev.pagen.tune.RecordJson;
import dev.pagen.tune.Stamp;
import dev.pagen.tune.SweepResult;
import dev.pagen.tune.TuningRecord;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a sweep came to, as people and as programs read it.
 *
 * @param kernel its name
 * @param stamp where its candidates were measured
 * @param size of the batch
 * @param result of the sweep
 */
public record TuningReport(String kernel, Stamp stamp, WorkloadSize size, SweepResult result) {
  /** That of what a store has, at least one record. */
  public static TuningReport of(SweepResult recorded) {
    TuningRecord any = recorded.records().getFirst();
    return new TuningReport(any.kernel().name(), any.stamp(), any.size(), recorded);
  }

  /** How far a sweep is, in a line. */
  public static String line(Progress progress) {
    return "%s%d tried, %d failed, %d remaining, %d s left"
        .formatted(
            progress
                .best()
                .map(
                    best ->
                        "best %s us, ".formatted(fixed(((Ranked) best.outcome()).microseconds())))
                .orElse(""),
            progress.tried(),
            progress.failed(),
            progress.remaining(),
            progress.left().toSeconds());
  }

  /** For people; ends with a line break. */
  public String text() {
    return text(Screen.PLAIN);
  }

  /** The same as it fits on a screen. */
  public String text(Screen screen) {
    StringBuilder text = new StringBuilder();
    text.append("%s, %s%n  %s%n".formatted(kernel, heading(), tried()));
    if (result.best().isEmpty()) {
      return text.append("  none has a time\n").toString();
    }
    text.append(table().text(screen.beside(2)).indent(2));
    text.append("  %s%n  the best: %s%n".formatted(measured(), options()));
    text.append("  why:%n".formatted());
    why().table().ifPresent(table -> text.append(table.text(screen.beside(4)).indent(4)));
    text.append("    %s%n".formatted(why().sentence()));
    return text.toString();
  }

  /** On what and where. */
  String heading() {
    return "%s, on %s (%s)".formatted(batch(), stamp.device(), stamp.driver());
  }

  String batch() {
    return "%s of %s"
        .formatted(Words.count(size.sequences(), "sequence"), Words.count(size.context(), "token"));
  }

  /** Those without a time, counted by cause. */
  String rejected() {
    return causes().entrySet().stream()
        .map(entry -> entry.getValue().size() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  /** How many candidates were tried, and why not more. */
  String tried() {
    String kinds = rejected().isEmpty() ? "" : " (%s)".formatted(rejected());
    return switch (result.end()) {
      case RECORDED ->
          "%s on record%s".formatted(Words.count(result.records().size(), "candidate"), kinds);
      case COMPLETE -> attempts(kinds) + "there are no more";
      case BUDGET -> attempts(kinds) + "the time is up";
      case DEVICE_LOST ->
          attempts(kinds) + "the last one took the device down: go on with --resume";
    };
  }

  private String attempts(String kinds) {
    return "%d of %d candidates tried%s%s; "
        .formatted(
            result.records().size(),
            result.space().size(),
            result.resumed() > 0 ? ", %d of them before".formatted(result.resumed()) : "",
            kinds);
  }

  /** Those without a time. */
  Map<Cause, List<TuningRecord>> causes() {
    return result.rejected().stream()
        .collect(
            Collectors.groupingBy(
                record -> ((Rejected) record.outcome()).cause(),
                () -> new EnumMap<>(Cause.class),
                Collectors.toList()));
  }

  /** The best ten, and the start. */
  Table table() {
    return new BestTable(result).table();
  }

  /** All that have a time. */
  Table allCandidates() {
    return new BestTable(result).all();
  }

  /** What the times are: predictions where the best one's is. */
  Basis basis() {
    return result.ranked().stream().anyMatch(r -> r.outcome() instanceof Predicted)
        ? Basis.PREDICTED
        : Basis.MEASURED;
  }

  /** What the table's times are. */
  String measured() {
    return basis() == Basis.PREDICTED
        ? "predicted by a model from what an emulation counted (docs/performance-model.md): no"
            + " times"
        : "time and floor: medians of runs that alternate; the best is the fastest of those with"
            + " the most runs";
  }

  /** Why the best is the best; for sweeps in which a candidate has a time. */
  WhyBest why() {
    return new WhyBest(result);
  }

  MainEffects effects() {
    return MainEffects.of(result.records());
  }

  /** Drawings by the names of their files; none where no candidate has a time. */
  public Map<String, Figure> figures() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    MainEffects effects = effects();
    if (!effects.effects().isEmpty()) {
      figures.put(
          "effects",
          EffectsChart.of(heading(), effects, result.best().orElseThrow().kernel().tuning()));
    }
    if (!result.ranked().isEmpty()) {
      figures.put("candidates", CandidatesChart.of(this));
    }
    return figures;
  }

  /** What it takes to generate the best. */
  String options() {
    List<String> changes = KernelCommand.changes(result.best().orElseThrow().kernel());
    return changes.isEmpty() ? "the default tuning" : String.join(" ", changes);
  }

  /** For programs. */
  public ObjectNode json() {
    ObjectNode node = Json.object();
    node.put("kernel", kernel);
    node.put("device", stamp.device());
    node.put("driver", stamp.driver());
    node.put("target", result.space().target().arch());
    node.set("attention", SpecJson.write(result.space().attention()));
    node.put("sequences", size.sequences());
    node.put("context", size.context());
    node.put("candidates", result.space().size());
    node.put("tried", result.records().size());
    node.put("resumed", result.resumed());
    node.put("end", result.end().toString().toLowerCase(Locale.ROOT).replace('_', '-'));
    ObjectNode rejected = node.putObject("rejected");
    causes().forEach((cause, records) -> rejected.put(cause.toString(), records.size()));
    result.standard().ifPresent(record -> node.set("start", json(record)));
    ArrayNode best = node.putArray("best");
    new BestTable(result).best().forEach(record -> best.add(json(record)));
    if (result.best().isPresent()) {
      node.set("why", why().json());
    }
    ObjectNode effects = node.putObject("main_effects");
    effects()
        .effects()
        .forEach(
            effect -> {
              ObjectNode levels = effects.putObject(effect.parameter().toString());
              effect
                  .levels()
                  .forEach(
                      level ->
                          levels
                              .putObject(level.value())
                              .put("cost", level.cost())
                              .put("candidates", level.candidates()));
            });
    return node;
  }

  private static ObjectNode json(TuningRecord record) {
    ObjectNode node = Json.object();
    node.set("tuning", SpecJson.write(record.kernel().tuning()));
    node.set("outcome", RecordJson.write(record.outcome()));
    record.resources().ifPresent(r -> node.set("resources", RecordJson.write(r)));
    return node;
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
