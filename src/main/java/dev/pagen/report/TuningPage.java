package dev.pagen.report;

import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Rejected;
import dev.pagen.tune.TuningRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sweeps as one HTML page, with its drawings in it: a file that can be sent to someone. */
public final class TuningPage {
  private static final String STYLE =
      """
      body { font: 15px/1.5 sans-serif; color: #222; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
      h2 { margin-top: 3rem; border-bottom: 1px solid #ccc; }
      table { border-collapse: collapse; font-size: 13px; display: block; overflow-x: auto; }
      th, td { padding: 0.25rem 0.5rem; text-align: left; white-space: nowrap; border-bottom: 1px solid #eee; }
      .number { text-align: right; }
      svg { max-width: 100%; height: auto; }
      code { background: #f3f3f3; padding: 0.1rem 0.3rem; }
      """;

  private TuningPage() {}

  /** The page. */
  public static String html(List<TuningReport> reports) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>pa-gen tune</title>
    <style>
    %s</style>
    </head>
    <body>
    <h1>Tuning of paged-attention decode kernels</h1>
    %s</body>
    </html>
    """
        .formatted(STYLE, reports.stream().map(TuningPage::sweep).collect(Collectors.joining()));
  }

  private static String sweep(TuningReport report) {
    StringBuilder html = new StringBuilder();
    html.append("<h2>%s</h2>\n".formatted(Words.escaped(report.kernel())));
    html.append(
        "<p>%s. %s.</p>\n"
            .formatted(Words.escaped(report.heading()), Words.escaped(report.tried())));
    if (report.result().best().isPresent()) {
      html.append("<h3>The best</h3>\n");
      html.append("<p><code>%s</code></p>\n".formatted(Words.escaped(report.options())));
      report.why().table().map(Table::html).ifPresent(html::append);
      html.append("<p>%s</p>\n".formatted(Words.escaped(report.why().sentence())));
      html.append(report.table().html());
      html.append("<p>%s</p>\n".formatted(Words.escaped(report.measured())));
      html.append("<h3>Parameters</h3>\n");
      report.plots().values().forEach(html::append);
    }
    return html.append(rejected(report)).toString();
  }

  /** How many have no time, by cause, with a reason that stands for them. */
  private static String rejected(TuningReport report) {
    Map<Cause, List<TuningRecord>> causes = report.causes();
    if (causes.isEmpty()) {
      return "";
    }
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
    return "<h3>Without a time</h3>\n" + table.html();
  }
}
