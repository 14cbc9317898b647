package dev.pagen.report;

import dev.pagen.report.Table.Column;
import dev.pagen.spec.Family;
import dev.pagen.spec.Tuning;
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
    return table(rows);
  }

  /** A table of all, with the best first. */
  Table all() {
    return table(inOrder().toList());
  }

  /** Of parameters it has those that differ in it. */
  private Table table(List<TuningRecord> rows) {
    List<TuningParameter> varied =
        Arrays.stream(TuningParameter.values())
            .filter(p -> rows.stream().map(r -> p.get(r.kernel().tuning())).distinct().count() > 1)
            .toList();
    List<Column> columns = new ArrayList<>(List.of(Column.text("")));
    varied.forEach(parameter -> columns.add(Column.text(parameter.toString())));
    Stream.of("time us", "floor us", "of floor", "runs").map(Column::number).forEach(columns::add);
    Family family = result.space().target().family();
    String unit = family.computeUnitInBrief();
    Stream.of("in flight/" + unit, family.wave() + "s/" + unit, "registers")
        .map(Column::number)
        .forEach(columns::add);
    boolean loops =
        rows.stream().flatMap(r -> r.resources().stream()).anyMatch(r -> r.loop().isPresent());
    if (loops) {
      columns.add(Column.number("instr/token"));
    }
    Table table = new Table(columns.toArray(Column[]::new));
    for (TuningRecord record : rows) {
      List<String> cells = new ArrayList<>();
      Tuning tuning = record.kernel().tuning();
      cells.add(mark(record));
      varied.forEach(parameter -> cells.add(parameter.get(tuning)));
      cells.addAll(time((Ranked) record.outcome()));
      cells.addAll(why(record.resources(), loops));
      table.add(cells.toArray(String[]::new));
    }
    return table;
  }

  private String mark(TuningRecord record) {
    boolean best = result.best().equals(Optional.of(record));
    boolean start = record.kernel().tuning().equals(result.space().start());
    return best && start ? "best, start" : best ? "best" : start ? "start" : "";
  }

  private static List<String> time(Ranked ranked) {
    return List.of(
        fixed(ranked.microseconds()),
        fixed(ranked.microseconds() / ranked.cost()),
        "%.1f %%".formatted(100 / ranked.cost()),
        ranked instanceof Timed timed ? String.valueOf(timed.runs()) : "-");
  }

  private static List<String> why(Optional<Resources> resources, boolean loops) {
    Function<Function<Resources, String>, String> cell = text -> resources.map(text).orElse("-");
    List<String> cells =
        new ArrayList<>(
            List.of(
                cell.apply(r -> r.bytesInFlightPerCu().map(Words::bytes).orElse("-")),
                cell.apply(r -> String.valueOf(r.wavesPerCu())),
                cell.apply(r -> String.valueOf(r.registers()))));
    if (loops) {
      cells.add(
          resources
              .flatMap(Resources::loop)
              .map(LoopInstructions::perToken)
              .map(BestTable::fixed)
              .orElse("-"));
    }
    return cells;
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
