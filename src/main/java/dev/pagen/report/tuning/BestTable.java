package dev.pagen.report.tuning;

import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import dev.pagen.spec.Family;
import dev.pagen.spec.TuningParameter;
import dev.pagen.tune.LoopInstructions;
import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.Outcome.Timed;
import dev.pagen.tune.Resources;
import dev.pagen.tune.SweepResult;
import dev.pagen.tune.TuningRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The best candidates of a sweep and the default: how fast, and what their code takes. */
final class BestTable {
  private static final int BEST = 10;

  private final SweepResult result;

  BestTable(SweepResult result) {
    this.result = result;
  }

  /** The best, and the others in their order, ten at most. */
  List<TuningRecord> best() {
    return inOrder().limit(BEST).toList();
  }

  private Stream<TuningRecord> inOrder() {
    return Stream.concat(result.best().stream(), result.ranked().stream()).distinct();
  }

  /** A table of those and the start. */
  Table table() {
    List<TuningRecord> rows = new ArrayList<>(best());
    result.standard().filter(record -> !rows.contains(record)).ifPresent(rows::add);
    return table(rows, columns(rows, parameters(rows), times()));
  }

  /** A table of all, with the best first, and times before parameters. */
  Table all() {
    List<TuningRecord> rows = inOrder().toList();
    List<Cells> differing =
        columns(rows, times(), parameters(rows)).stream()
            .filter(cells -> rows.stream().map(cells.of).distinct().count() > 1)
            .toList();
    return table(rows, differing.isEmpty() ? columns(rows, times(), List.of()) : differing);
  }

  /** A column and its cells. */
  private record Cells(Column column, Function<TuningRecord, String> of) {
    static Cells number(String title, Function<TuningRecord, String> of) {
      return new Cells(Column.number(title), of);
    }

    /** The same, which a narrow screen can do without. */
    Cells expendable(int order) {
      return new Cells(column.expendable(order), of);
    }
  }

  private static Table table(List<TuningRecord> rows, List<Cells> columns) {
    Table table = new Table(columns.stream().map(Cells::column).toArray(Column[]::new));
    for (TuningRecord record : rows) {
      table.add(columns.stream().map(cells -> cells.of.apply(record)).toArray(String[]::new));
    }
    return table;
  }

  private List<Cells> columns(List<TuningRecord> rows, List<Cells> first, List<Cells> second) {
    List<Cells> columns = new ArrayList<>(List.of(new Cells(Column.text(""), this::mark)));
    columns.addAll(first);
    columns.addAll(second);
    columns.addAll(costs(rows));
    return columns;
  }

  /** Those that differ. */
  private static List<Cells> parameters(List<TuningRecord> rows) {
    return Arrays.stream(TuningParameter.values())
        .map(p -> new Cells(Column.text(p.toString()), record -> p.get(record.kernel().tuning())))
        .filter(cells -> rows.stream().map(cells.of).distinct().count() > 1)
        .toList();
  }

  private static List<Cells> times() {
    return List.of(
        Cells.number("time us", record -> fixed(ranked(record).microseconds())),
        Cells.number("floor us", r -> fixed(ranked(r).microseconds() / ranked(r).cost()))
            .expendable(4),
        Cells.number(
            "of floor",
            record -> String.format(Locale.ROOT, "%.1f %%", 100 / ranked(record).cost())),
        Cells.number(
                "runs",
                record ->
                    ranked(record) instanceof Timed timed ? String.valueOf(timed.runs()) : "-")
            .expendable(5));
  }

  /** What the code takes. */
  private List<Cells> costs(List<TuningRecord> rows) {
    Family family = result.space().target().family();
    String unit = family.computeUnitInBrief();
    List<Cells> costs =
        List.of(
            cost("in flight/" + unit, r -> r.bytesInFlightPerCu().map(Words::bytes)).expendable(1),
            cost(family.wave() + "s/" + unit, r -> Optional.of(String.valueOf(r.wavesPerCu())))
                .expendable(2),
            cost("registers", r -> Optional.of(String.valueOf(r.registers()))).expendable(3),
            cost("instr/token", r -> r.loop().map(LoopInstructions::perToken).map(BestTable::fixed))
                .expendable(6));
    boolean loops =
        rows.stream().flatMap(r -> r.resources().stream()).anyMatch(r -> r.loop().isPresent());
    return loops ? costs : costs.subList(0, costs.size() - 1);
  }

  private static Cells cost(String title, Function<Resources, Optional<String>> of) {
    return Cells.number(title, record -> record.resources().flatMap(of).orElse("-"));
  }

  private String mark(TuningRecord record) {
    boolean best = result.best().equals(Optional.of(record));
    boolean start = record.kernel().tuning().equals(result.space().start());
    return best && start ? "best, start" : best ? "best" : start ? "start" : "";
  }

  private static Ranked ranked(TuningRecord record) {
    return (Ranked) record.outcome();
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
