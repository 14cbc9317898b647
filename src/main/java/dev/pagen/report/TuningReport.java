package dev.pagen.report;

import dev.pagen.attention.SpecJson;
import dev.pagen.report.Table.Column;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Predicted;
import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.Outcome.Rejected;
import dev.pagen.tune.Outcome.Timed;
import dev.pagen.tune.Progress;
import dev.pagen.tune.RecordJson;
import dev.pagen.tune.Stamp;
import dev.pagen.tune.SweepResult;
import dev.pagen.tune.TuningRecord;
import dev.pagen.tune.WorkloadSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private static final int BEST = 10;

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
    StringBuilder text = new StringBuilder();
    text.append(
        """
        %s, %s, on %s (%s)
          %d of %d candidates tried%s%s; %s
        """
            .formatted(
                kernel,
                size,
                stamp.device(),
                stamp.driver(),
                result.records().size(),
                result.space().size(),
                result.resumed() > 0 ? ", %d of them before".formatted(result.resumed()) : "",
                rejections(),
                ending()));
    List<TuningRecord> best = best();
    if (best.isEmpty()) {
      return text.append("  none has a time\n").toString();
    }
    boolean predicted = best.getFirst().outcome() instanceof Predicted;
    text.append(table(best).toString().indent(2));
    text.append(
        predicted
            ? "  predicted by a model from what an emulation counted (docs/performance-model.md):"
                + " no times\n"
            : "  time and floor: medians of runs in turn; the best is that of the longest timed\n");
    return text.append("  the best: ").append(options(best.getFirst())).append('\n').toString();
  }

  private String rejections() {
    Map<Cause, Long> causes = causes();
    return causes.isEmpty()
        ? ""
        : causes.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private Map<Cause, Long> causes() {
    return result.rejected().stream()
        .collect(
            Collectors.groupingBy(
                record -> ((Rejected) record.outcome()).cause(),
                () -> new EnumMap<>(Cause.class),
                Collectors.counting()));
  }

  private String ending() {
    return switch (result.end()) {
      case COMPLETE -> "there are no more";
      case BUDGET -> "the time is up";
      case DEVICE_LOST -> "the last one took the device down: go on with --resume";
    };
  }

  /** The best, and the others in their order. */
  private List<TuningRecord> best() {
    return Stream.concat(result.best().stream(), result.ranked().stream())
        .distinct()
        .limit(BEST)
        .toList();
  }

  private Table table(List<TuningRecord> best) {
    List<TuningRecord> rows = new ArrayList<>(best);
    result.standard().filter(record -> !rows.contains(record)).ifPresent(rows::add);
    List<TuningParameter> varied =
        Arrays.stream(TuningParameter.values())
            .filter(p -> rows.stream().map(r -> p.get(r.kernel().tuning())).distinct().count() > 1)
            .toList();
    List<Column> columns = new ArrayList<>(List.of(Column.text("")));
    varied.forEach(parameter -> columns.add(Column.text(parameter.toString())));
    Stream.of("time us", "floor us", "of floor", "runs").map(Column::number).forEach(columns::add);
    Table table = new Table(columns.toArray(Column[]::new));
    for (TuningRecord record : rows) {
      Tuning tuning = record.kernel().tuning();
      List<String> cells = new ArrayList<>();
      cells.add(tuning.equals(result.space().start()) ? "start" : "");
      varied.forEach(parameter -> cells.add(parameter.get(tuning)));
      Ranked ranked = (Ranked) record.outcome();
      cells.add(fixed(ranked.microseconds()));
      cells.add(fixed(ranked.microseconds() / ranked.cost()));
      cells.add(String.format(Locale.ROOT, "%.1f %%", 100 / ranked.cost()));
      cells.add(ranked instanceof Timed timed ? String.valueOf(timed.runs()) : "-");
      table.add(cells.toArray(String[]::new));
    }
    return table;
  }

  /** What it takes to generate it. */
  private String options(TuningRecord record) {
    Tuning standard = Tuning.defaultFor(record.kernel().attention(), record.kernel().target());
    List<String> changes =
        Arrays.stream(TuningParameter.values())
            .filter(p -> !p.get(record.kernel().tuning()).equals(p.get(standard)))
            .map(p -> "--set %s=%s".formatted(p, p.get(record.kernel().tuning())))
            .toList();
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
    causes().forEach((cause, count) -> rejected.put(cause.toString(), count));
    result.standard().ifPresent(record -> node.set("start", json(record)));
    ArrayNode best = node.putArray("best");
    best().forEach(record -> best.add(json(record)));
    return node;
  }

  private static ObjectNode json(TuningRecord record) {
    ObjectNode node = Json.object();
    node.set("tuning", SpecJson.write(record.kernel().tuning()));
    node.set("outcome", RecordJson.write(record.outcome()));
    return node;
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
