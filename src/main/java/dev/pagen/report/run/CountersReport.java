package dev.pagen.report.run;

import dev.pagen.codeobject.InstructionClass;
import dev.pagen.emulator.observe.CounterSnapshot;
import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What emulated runs of one kernel spec counted.
 *
 * @param kernel the spec's name
 * @param entries counts by the kernels that were launched, in that order
 */
public record CountersReport(String kernel, Map<String, CounterSnapshot> entries) {
  /** One line of the table, and one field of the JSON. */
  private record Metric(String name, String field, ToLongFunction<CounterSnapshot> value) {}

  /** What is not worth dividing by the waves. */
  private static final Set<String> OF_THE_LAUNCH = Set.of("launches", "workgroups", "waves");

  private static final List<Metric> METRICS =
      List.of(
          new Metric("launches", "launches", CounterSnapshot::launches),
          new Metric("workgroups", "workgroups", CounterSnapshot::workgroups),
          new Metric("waves", "waves", CounterSnapshot::waves),
          new Metric("wave instructions", "wave_instructions", CounterSnapshot::waveInstructions),
          new Metric(
              "matrix instructions", "matrix_instructions", CounterSnapshot::matrixInstructions),
          new Metric("barriers", "barriers", CounterSnapshot::barriers),
          new Metric(
              "global memory instructions",
              "global_instructions",
              CounterSnapshot::globalInstructions),
          new Metric("global bytes asked", "global_bytes_asked", CounterSnapshot::bytesAsked),
          new Metric("64-byte transactions", "transactions_64", CounterSnapshot::lines64),
          new Metric("bytes moved by them", "bytes_moved_64", CounterSnapshot::bytesMoved64),
          new Metric("128-byte transactions", "transactions_128", CounterSnapshot::lines128),
          new Metric("bytes moved by them", "bytes_moved_128", CounterSnapshot::bytesMoved128),
          new Metric("LDS accesses", "lds_accesses", CounterSnapshot::ldsAccesses),
          new Metric("LDS bytes", "lds_bytes", CounterSnapshot::ldsBytes),
          new Metric("LDS cycles", "lds_cycles", CounterSnapshot::ldsCycles),
          new Metric(
              "bank conflict cycles", "lds_conflict_cycles", CounterSnapshot::ldsConflictCycles));

  public CountersReport {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** Everything that was counted, each kernel's total and share per wave. */
  public Table table() {
    List<Column> columns = new ArrayList<>(List.of(Column.text("")));
    for (String entry : entries.keySet()) {
      columns.add(Column.number(entry));
      columns.add(Column.number("per wave"));
    }
    Table table = new Table(columns.toArray(Column[]::new));
    METRICS.forEach(m -> addRow(table, m.name, m.value));
    for (InstructionClass kind : InstructionClass.values()) {
      ToLongFunction<CounterSnapshot> value = c -> count(c, kind);
      if (entries.values().stream().anyMatch(c -> value.applyAsLong(c) > 0)) {
        addRow(table, "  " + Words.of(kind), value);
      }
    }
    return table;
  }

  private void addRow(Table table, String name, ToLongFunction<CounterSnapshot> value) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (CounterSnapshot counts : entries.values()) {
      long number = value.applyAsLong(counts);
      cells.add(grouped(number));
      cells.add(
          counts.waves() == 0 || OF_THE_LAUNCH.contains(name)
              ? ""
              : String.format(Locale.ROOT, "%.1f", number / (double) counts.waves()));
    }
    table.add(cells.toArray(String[]::new));
  }

  /**
   * Two kernel specs on the same workload, all their launches together, and what they are called.
   */
  public static Table comparison(
      String firstTitle, CountersReport first, String secondTitle, CountersReport second) {
    Table table =
        new Table(
            Column.text(""),
            Column.number(firstTitle),
            Column.number(secondTitle),
            Column.number("ratio"));
    CounterSnapshot a = first.total();
    CounterSnapshot b = second.total();
    for (Metric metric : METRICS) {
      addRow(table, metric.name, metric.value.applyAsLong(a), metric.value.applyAsLong(b));
    }
    for (InstructionClass kind : InstructionClass.values()) {
      if (count(a, kind) + count(b, kind) > 0) {
        addRow(table, "  " + Words.of(kind), count(a, kind), count(b, kind));
      }
    }
    return table;
  }

  private static void addRow(Table table, String name, long first, long second) {
    String ratio = first == 0 ? "-" : String.format(Locale.ROOT, "%.3f", second / (double) first);
    table.add(name, grouped(first), grouped(second), ratio);
  }

  /** The counts of all kernels together. */
  public CounterSnapshot total() {
    return entries.values().stream().reduce(CounterSnapshot::plus).orElseThrow();
  }

  /** The same for programs, and where bank conflicts happened. */
  public ObjectNode json() {
    ObjectNode node = Json.object();
    node.put("kernel", kernel);
    ObjectNode all = node.putObject("kernels");
    entries.forEach((name, counts) -> fill(all.putObject(name), counts));
    return node;
  }

  private static void fill(ObjectNode node, CounterSnapshot counts) {
    METRICS.forEach(m -> node.put(m.field, m.value.applyAsLong(counts)));
    ObjectNode classes = node.putObject("instructions");
    counts
        .instructions()
        .forEach((kind, n) -> classes.put(kind.name().toLowerCase(Locale.ROOT), n));
    ArrayNode places = node.putArray("lds_conflicts");
    for (CounterSnapshot.LdsConflict conflict : counts.conflicts()) {
      ObjectNode place = places.addObject();
      place.put("address", conflict.address());
      place.put("instruction", conflict.instruction());
      place.put("cycles", conflict.cycles());
    }
  }

  private static long count(CounterSnapshot counts, InstructionClass kind) {
    return counts.instructions().getOrDefault(kind, 0L);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
