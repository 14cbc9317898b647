package dev.pagen.report.tuning;

import dev.pagen.json.SpecJson;
import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.tune.Origin;
import dev.pagen.tune.Outcome.Predicted;
import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.RecordJson;
import dev.pagen.tune.Shard;
import dev.pagen.tune.TuningRecord;
import dev.pagen.tune.Yardsticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the machines of a sweep's shards differ, by what each measured of the same tuning.
 *
 * @param yardsticks of one sweep
 */
public record YardstickReport(Yardsticks yardsticks) {
  /** By so much a kernel differs from itself from one process to the next. */
  private static final double ALIKE = 0.005;

  /** For people; ends with a line break. */
  public String text() {
    TuningRecord any = yardsticks.any();
    StringBuilder text =
        new StringBuilder(
            "%s, %s, on %s (%s)%n"
                .formatted(
                    any.kernel().name(), any.size(), any.stamp().device(), any.stamp().driver()));
    text.append("  the start of the search, as each shard measured it:\n");
    text.append(table().toString().indent(4));
    if (!yardsticks.missing().isEmpty()) {
      text.append("  no record of %s%n".formatted(String.join(", ", yardsticks.missing())));
    }
    differing("compilers", record -> Optional.of(record.key().compiler()))
        .ifPresent(line -> text.append(line).append("; look-ups take those of their own\n"));
    differing("versions of pa-gen", record -> record.origin().map(Origin::version))
        .ifPresent(
            line -> text.append(line).append("; their parts may overlap, or leave some out\n"));
    return text.append("  %s%n".formatted(verdict())).toString();
  }

  /** Names the shards of each, where their records are not all of one. */
  private Optional<String> differing(
      String what, Function<TuningRecord, Optional<String>> property) {
    Map<String, List<String>> shards = new TreeMap<>();
    yardsticks
        .records()
        .forEach(
            (shard, record) ->
                record
                    .flatMap(property)
                    .ifPresent(
                        value ->
                            shards
                                .computeIfAbsent(value, _ -> new ArrayList<>())
                                .add(shard.part())));
    String list =
        shards.entrySet().stream()
            .map(one -> one.getKey() + " in " + String.join(", ", one.getValue()))
            .collect(Collectors.joining("; "));
    return shards.size() < 2
        ? Optional.empty()
        : Optional.of("  %s differ: %s".formatted(what, list));
  }

  private Table table() {
    Table table =
        new Table(
            Column.text("shard"),
            Column.text("host"),
            Column.number(isPredicted() ? "predicted us" : "time us"),
            Column.number("floor us"),
            Column.number("of floor"),
            Column.number("runs"));
    yardsticks
        .records()
        .forEach(
            (shard, record) -> {
              Optional<Ranked> outcome = record.map(r -> (Ranked) r.outcome());
              table.add(
                  shard.part(),
                  shard.host(),
                  outcome.map(o -> fixed(o.microseconds())).orElse("no time"),
                  outcome.map(o -> fixed(o.microseconds() / o.cost())).orElse(""),
                  outcome.map(o -> fixed(100 / o.cost()) + " %").orElse(""),
                  record
                      .map(TuningRecord::runs)
                      .filter(runs -> runs > 0)
                      .map(String::valueOf)
                      .orElse(""));
            });
    return table;
  }

  private boolean isPredicted() {
    return yardsticks.records().values().stream()
        .flatMap(Optional::stream)
        .anyMatch(record -> record.outcome() instanceof Predicted);
  }

  private String verdict() {
    List<Shard> without =
        yardsticks.records().entrySet().stream()
            .filter(entry -> entry.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    String compared =
        without.isEmpty()
            ? ""
            : "; records of %s are compared as they are"
                .formatted(String.join(", ", without.stream().map(Shard::part).toList()));
    if (isPredicted()) {
      return "the model predicts: machines are of no matter" + compared;
    }
    return String.format(
            Locale.ROOT,
            yardsticks.spread() > ALIKE
                ? "it differs by %.1f %%: records are compared by what it takes in their shard"
                : "the machines are alike, within %.1f %%",
            100 * yardsticks.spread())
        + compared;
  }

  /** For programs. */
  public ObjectNode json() {
    TuningRecord any = yardsticks.any();
    ObjectNode node = Json.object();
    node.put("kernel", any.kernel().name());
    node.put("device", any.stamp().device());
    node.put("driver", any.stamp().driver());
    node.put("sequences", any.size().sequences());
    node.put("context", any.size().context());
    yardsticks.records().values().stream()
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(record -> node.set("tuning", SpecJson.write(record.kernel().tuning())));
    node.put("spread", yardsticks.spread());
    ArrayNode shards = node.putArray("shards");
    yardsticks
        .records()
        .forEach(
            (shard, record) -> {
              ObjectNode one = RecordJson.write(shard);
              record.ifPresent(r -> one.set("outcome", RecordJson.write(r.outcome())));
              shards.add(one.put("level", yardsticks.level(shard)));
            });
    ArrayNode missing = node.putArray("missing");
    yardsticks.missing().forEach(missing::add);
    return node;
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
