package dev.pagen.report;

import dev.pagen.report.LineChart.Point;
import dev.pagen.report.LineChart.Series;
import dev.pagen.report.LineChart.Style;
import dev.pagen.report.Table.Column;
import dev.pagen.terminal.Screen;
import dev.pagen.tune.StrategyComparison;
import dev.pagen.tune.StrategyComparison.Curve;
import dev.pagen.tune.StrategyComparison.Share;
import dev.pagen.tune.StrategyComparison.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Strategies compared on the records of a sweep.
 *
 * @param sweep whose records
 * @param start where the searches began
 * @param seeds searches by each strategy
 * @param comparison of them
 */
public record StrategyReport(
    TuningReport sweep, Start start, int seeds, StrategyComparison comparison) {
  private static final List<Integer> AFTER = List.of(10, 30, 100, 300);
  private static final double NEAR = 0.99;

  /** Percent; what is less is drawn at the bottom, so that the last tenth can be seen. */
  private static final double LEAST_DRAWN = 90;

  /** Replays the searches. */
  public static StrategyReport of(TuningReport sweep, Start start, int seeds) {
    return new StrategyReport(
        sweep, start, seeds, StrategyComparison.of(sweep.result(), start, seeds));
  }

  /** For people; ends with a line break. */
  public String text(Screen screen) {
    List<Integer> after = AFTER.stream().filter(n -> n <= comparison.timed()).toList();
    List<Column> columns = new ArrayList<>(List.of(Column.text("strategy")));
    after.forEach(n -> columns.add(Column.number("after " + n)));
    columns.add(Column.number("timed until 99 %"));
    columns.add(Column.number("until the best"));
    Table table = new Table(columns.toArray(Column[]::new));
    for (Curve curve : comparison.curves()) {
      List<String> cells = new ArrayList<>(List.of(curve.kind().toString()));
      after.forEach(n -> cells.add(share(curve.after(n))));
      cells.add(String.valueOf(curve.until(NEAR)));
      cells.add(String.valueOf(curve.until(1)));
      table.add(cells.toArray(String[]::new));
    }
    return """
    %s, %s
      %s
    %s  share of the best on record after so many candidates were timed: median (10 %% to 90 %%)
      of %s by each, begun with %s
    """
        .formatted(
            sweep.kernel(),
            sweep.heading(),
            sweep.tried(),
            table.text(screen.beside(2)).indent(2),
            seeds == 1 ? "one search" : seeds + " searches",
            began());
  }

  private String began() {
    return switch (start) {
      case DEFAULT -> "the default tuning";
      case DRAWN -> "a tuning that is drawn";
    };
  }

  private static String share(Share share) {
    return String.format(
        Locale.ROOT,
        "%.1f %% (%.1f to %.1f)",
        100 * share.median(),
        100 * share.low(),
        100 * share.high());
  }

  /** The shares over the candidates timed, an SVG document. */
  public String svg() {
    List<Curve> curves = comparison.curves();
    List<Series> series =
        IntStream.range(0, curves.size())
            .mapToObj(
                i ->
                    new Series(
                        "%s: median, and the middle 80 %% of %d searches"
                            .formatted(curves.get(i).kind(), seeds),
                        i,
                        Style.BAND,
                        points(curves.get(i))))
            .toList();
    double least =
        series.stream()
            .flatMap(one -> one.points().stream())
            .mapToDouble(Point::low)
            .min()
            .orElseThrow();
    return new LineChart(
            "How soon a search finds the best",
            sweep.heading(),
            Axis.round(
                "candidates timed, begun with " + began(), 1, Math.max(10, comparison.timed())),
            Axis.near("share of the best on record (%)", Math.max(least, LEAST_DRAWN), 100),
            series)
        .svg();
  }

  private List<Point> points(Curve curve) {
    return IntStream.rangeClosed(1, comparison.timed())
        .mapToObj(
            n -> {
              Share share = curve.after(n);
              return new Point(n, drawn(share.median()), drawn(share.low()), drawn(share.high()));
            })
        .toList();
  }

  private static double drawn(double share) {
    return Math.max(LEAST_DRAWN, 100 * share);
  }

  /** For programs. */
  public ObjectNode json() {
    ObjectNode node = Json.object();
    node.put("kernel", sweep.kernel());
    node.put("device", sweep.stamp().device());
    node.put("sequences", sweep.size().sequences());
    node.put("context", sweep.size().context());
    node.put("start", start.toString());
    node.put("searches", seeds);
    ArrayNode strategies = node.putArray("strategies");
    for (Curve curve : comparison.curves()) {
      ObjectNode one = strategies.addObject();
      one.put("strategy", curve.kind().toString());
      one.put("timed_until_99_percent", curve.until(NEAR));
      one.put("timed_until_best", curve.until(1));
      ArrayNode shares = one.putArray("shares");
      curve.shares().forEach(s -> shares.addArray().add(s.low()).add(s.median()).add(s.high()));
    }
    return node;
  }
}
