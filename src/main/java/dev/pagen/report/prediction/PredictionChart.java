package dev.pagen.report.prediction;

import dev.pagen.report.drawing.Axis;
import dev.pagen.report.drawing.Figure;
import dev.pagen.report.drawing.Legend;
import dev.pagen.report.drawing.Style;
import dev.pagen.report.drawing.Svg;
import dev.pagen.report.drawing.Svg.Point;
import dev.pagen.report.prediction.PredictionReport.Range;
import dev.pagen.report.prediction.PredictionReport.Row;
import java.util.List;
import java.util.Locale;

/**
 * Where the time of implementations goes by the performance model: a row for each part, with a bar
 * from one reading of the calibration to the other.
 */
final class PredictionChart {
  private static final double LINE = 18;
  private static final double TEXT = 15;
  private static final double GAP = 10;
  private static final double LEFT = 120;

  private final List<String> names;
  private final List<Row> rows;
  private final Axis axis;

  private PredictionChart(List<String> names, List<Row> rows) {
    this.names = names;
    this.rows = rows;
    this.axis =
        Axis.linear(
            "predicted time (us)",
            0,
            rows.stream()
                .flatMap(row -> row.ranges().stream())
                .mapToDouble(Range::high)
                .max()
                .orElse(1));
  }

  /**
   * Draws it.
   *
   * @param names of the implementations
   * @param rows each with as many ranges
   */
  static Figure of(String title, String caption, List<String> names, List<Row> rows) {
    return new Figure(title, caption, new PredictionChart(names, rows)::draw);
  }

  private void draw(Svg svg) {
    Legend legend = new Legend(svg, 0, 0);
    for (int i = 0; i < names.size(); i++) {
      legend.add(Style.MARKS, i, names.get(i));
    }
    double right = svg.width() - 24;
    double top = legend.bottom() + GAP;
    double height = Math.max(LINE * names.size(), 2 * TEXT) + GAP;
    double bottom = top + height * rows.size();
    for (double tick : axis.roomyTicks(right - LEFT)) {
      double x = LEFT + axis.place(tick) * (right - LEFT);
      svg.line(new Point(x, top), new Point(x, bottom), "grid");
      svg.words(x, bottom + LINE, "middle", "", Axis.label(tick));
    }
    for (int r = 0; r < rows.size(); r++) {
      svg.line(new Point(0, top + r * height), new Point(right, top + r * height), "grid");
      draw(svg, rows.get(r), right, top + (r + 0.5) * height);
    }
    svg.line(new Point(LEFT, top), new Point(LEFT, bottom), "axis");
    svg.words((LEFT + right) / 2, bottom + 2 * LINE, "middle", "soft", axis.title());
    svg.reach(bottom + 2 * LINE + 6);
  }

  private void draw(Svg svg, Row row, double right, double middle) {
    List<String> title = Legend.wrapped(row.title(), LEFT - GAP);
    for (int i = 0; i < title.size(); i++) {
      double down = middle + 4 + TEXT * (i - (title.size() - 1) / 2.0);
      svg.words(LEFT - GAP, down, "end", "", title.get(i));
    }
    for (int i = 0; i < names.size(); i++) {
      Range range = row.ranges().get(i);
      double y = middle + LINE * (i - (names.size() - 1) / 2.0);
      Point low = new Point(LEFT + axis.place(range.low()) * (right - LEFT), y);
      Point high = new Point(LEFT + axis.place(range.high()) * (right - LEFT), y);
      svg.bar(low, high, i);
      svg.mark(
          new Point((low.x() + high.x()) / 2, y),
          i,
          4,
          String.format(Locale.ROOT, "%s%n%s: %s us", names.get(i), row.title().strip(), range));
    }
  }
}
