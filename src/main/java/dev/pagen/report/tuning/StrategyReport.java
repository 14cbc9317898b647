package dev.pagen.report.tuning;

import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import dev.pagen.report.drawing.Axis;
import dev.pagen.report.drawing.Figure;
import dev.pagen.report.drawing.LineChart;
import dev.pagen.report.drawing.LineChart.Point;
import dev.pagen.report.drawing.LineChart.Series;
import dev.pagen.report.drawing.Style;
import dev.pagen.report.drawing.Svg;
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

  /** Numbers of candidates at which a drawing has marks. */
  private static final List<Integer> MARKED = List.of(1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000);

  private static final int PANEL = 190;
  private static final int LEAST_PANEL = 320;
  private static final int GAP = 24;

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

  /** The shares over the candidates timed: a panel for each strategy, the others behind it. */
  public Figure figure() {
    return new Figure(
        "How soon a search finds the best",
        "%s; line: median of %s, begun with %s; area: the middle 80 %%; grey: the other strategies"
            .formatted(sweep.heading(), Words.count(seeds, "search", "searches"), began()),
        this::draw);
  }

  private void draw(Svg svg) {
    List<Curve> curves = comparison.curves();
    int columns = svg.width() < 2 * LEAST_PANEL ? 1 : 2;
    double width = (svg.width() - GAP * (columns - 1)) / columns;
    double top = 0;
    for (int i = 0; i < curves.size(); i++) {
      double left = i % columns * (width + GAP);
      panel(curves, i).draw(svg, left, left + width, top, PANEL);
      top = i % columns == columns - 1 ? svg.height() + GAP : top;
    }
  }

  private LineChart panel(List<Curve> curves, int shown) {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      if (i != shown) {
        series.add(new Series("", i, Style.FAINT, points(curves.get(i))));
      }
    }
    Curve curve = curves.get(shown);
    series.add(new Series(curve.kind().toString(), shown, Style.BAND, points(curve)));
    return new LineChart(
        Axis.fitted("candidates timed", 1, Math.max(10, comparison.timed())),
        Axis.linear("share of the best on record (%)", leastDrawn(curves), 100),
        series);
  }

  private double leastDrawn(List<Curve> curves) {
    double least =
        curves.stream()
            .flatMap(curve -> points(curve).stream())
            .mapToDouble(Point::low)
            .min()
            .orElseThrow();
    return Math.max(least, LEAST_DRAWN);
  }

  private List<Point> points(Curve curve) {
    return IntStream.rangeClosed(1, comparison.timed()).mapToObj(n -> point(curve, n)).toList();
  }

  private Point point(Curve curve, int timed) {
    Share share = curve.after(timed);
    return new Point(
        timed,
        drawn(share.median()),
        drawn(share.low()),
        drawn(share.high()),
        MARKED.contains(timed)
            ? "%s after %s: %s"
                .formatted(curve.kind(), Words.count(timed, "candidate"), share(share))
            : "");
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
