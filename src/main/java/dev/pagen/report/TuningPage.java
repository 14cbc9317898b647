package dev.pagen.report;

import dev.pagen.render.Templates;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Rejected;
import dev.pagen.tune.TuningRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sweeps as one HTML page, with its drawings in it: a file that can be sent to someone. Printed by
 * {@code tuning-page.stg}. All text of the records here is escaped.
 */
public final class TuningPage {
  private static final String TEMPLATE = "dev/pagen/report/tuning-page.stg";

  private TuningPage() {}

  /** One sweep; of a sweep in which no candidate has a time, {@code best} is null. */
  private record Sweep(
      String kernel,
      String heading,
      String tried,
      @Nullable Best best,
      Table.@Nullable Rows rejected) {
    static Sweep of(TuningReport report) {
      return new Sweep(
          report.kernel(),
          report.heading(),
          report.tried(),
          report.result().best().isPresent() ? Best.of(report) : null,
          report.causes().isEmpty() ? null : TuningPage.rejected(report.causes()).rows());
    }
  }

  /**
   * What is shown where a candidate has a time; {@code why} is null if nothing else was tried. The
   * plots are markup already, and lists are printed as they are.
   */
  private record Best(
      String options,
      Table.@Nullable Rows why,
      String sentence,
      Table.Rows candidates,
      String measured,
      Collection<String> plots) {
    static Best of(TuningReport report) {
      WhyBest why = report.why();
      return new Best(
          report.options(),
          why.table().map(Table::rows).orElse(null),
          why.sentence(),
          report.table().rows(),
          report.measured(),
          report.plots().values());
    }
  }

  /** The page. */
  public static String html(List<TuningReport> reports) {
    return Templates.load(TEMPLATE, Words::escaped)
        .print("page", "sweeps", reports.stream().map(Sweep::of).toList());
  }

  /** How many have no time, by cause, with a reason that stands for them. */
  private static Table rejected(Map<Cause, List<TuningRecord>> causes) {
    Table table =
        new Table(
            Table.Column.text("cause"),
            Table.Column.number("candidates"),
            Table.Column.text("for example"));
    causes.forEach(
        (cause, records) ->
            table.add(
                cause.toString(),
                String.valueOf(records.size()),
                ((Rejected) records.getFirst().outcome()).firstLine()));
    return table;
  }
}
