package dev.pagen.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines over numbers, drawn as SVG.
 *
 * @param title the first line above
 * @param subtitle the second line above
 * @param x axis from left to right
 * @param y axis from bottom to top
 * @param series the lines
 */
record LineChart(String title, String subtitle, Axis x, Axis y, List<Series> series) {
  static final int WIDTH = 800;
  static final int LEFT = 76;
  static final int RIGHT = WIDTH - 28;
  static final int TOP = 64;
  static final int BOTTOM = 420;

  private static final int LEGEND = BOTTOM + 66;
  private static final int LEGEND_LINE = 20;
  private static final double DOT = 3.5;
  private static final double MARK = 6;

  /** How a series is drawn. */
  enum Style {
    /** A line with a dot at each point, and a bar over what is usual there. */
    DOTS,
    /** A line. */
    LINE,
    /** A line, over an area of what is usual. */
    BAND,
    /** A dashed line. */
    DASHED,
    /** A ring around each point, and no line. */
    RINGS
  }

  /**
   * A series of points.
   *
   * @param name for the legend
   * @param colour its number among the colours
   * @param points from left to right
   */
  record Series(String name, int colour, Style style, List<Point> points) {}

  /**
   * A point and its spread.
   *
   * @param low least y that is usual
   * @param high largest y that is usual
   */
  record Point(double x, double y, double low, double high) {
    /** A point without a spread. */
    Point(double x, double y) {
      this(x, y, y, y);
    }
  }

  /** The drawing, a document of its own. */
  String svg() {
    Svg svg = new Svg(WIDTH, LEGEND + series.size() * LEGEND_LINE);
    svg.title(LEFT, title, subtitle);
    axes(svg);
    for (int s = 0; s < series.size(); s++) {
      draw(svg, series.get(s), LEGEND + s * LEGEND_LINE);
    }
    return svg.toString();
  }

  private void axes(Svg svg) {
    for (double tick : y.ticks()) {
      svg.line(at(LEFT, down(tick)), at(RIGHT, down(tick)), "stroke=\"#ddd\"");
      svg.text(LEFT - 8, down(tick) + 4, "end", "", Axis.label(tick));
    }
    for (double tick : x.ticks()) {
      svg.line(at(across(tick), BOTTOM), at(across(tick), BOTTOM + 5), "stroke=\"#333\"");
      svg.text(across(tick), BOTTOM + 20, "middle", "", Axis.label(tick));
    }
    svg.line(at(LEFT, BOTTOM), at(RIGHT, BOTTOM), "stroke=\"#333\"");
    svg.line(at(LEFT, TOP), at(LEFT, BOTTOM), "stroke=\"#333\"");
    svg.text((LEFT + RIGHT) / 2.0, BOTTOM + 42, "middle", "", x.title());
    svg.upwards(20, (TOP + BOTTOM) / 2.0, y.title());
  }

  private void draw(Svg svg, Series one, double legend) {
    String colour = Svg.colour(one.colour);
    String stroke = "stroke=\"%s\" stroke-width=\"2\"".formatted(colour);
    List<Svg.Point> line =
        one.points.stream().map(point -> at(across(point.x), down(point.y))).toList();
    Svg.Point key = at(LEFT + 14, legend);
    String lineStyle = one.style == Style.DASHED ? stroke + " stroke-dasharray=\"6 4\"" : stroke;
    if (one.style == Style.BAND) {
      svg.polygon(band(one.points), "fill=\"%s\" fill-opacity=\"0.15\"".formatted(colour));
    }
    if (one.style == Style.RINGS) {
      line.forEach(point -> svg.dot(point, MARK, "fill=\"none\" " + stroke));
      svg.dot(key, MARK, "fill=\"none\" " + stroke);
    } else {
      svg.polyline(line, lineStyle);
      svg.line(at(LEFT, legend), at(LEFT + 28, legend), lineStyle);
    }
    if (one.style == Style.DOTS) {
      String fill = "fill=\"%s\"".formatted(colour);
      svg.dot(key, DOT, fill);
      for (Point p : one.points) {
        svg.line(
            at(across(p.x), down(p.low)),
            at(across(p.x), down(p.high)),
            "stroke=\"%s\"".formatted(colour));
        svg.dot(at(across(p.x), down(p.y)), DOT, fill);
      }
    }
    svg.text(LEFT + 38, legend + 4, "start", "", one.name);
  }

  /** Along the high ends, and back along the low ones. */
  private List<Svg.Point> band(List<Point> points) {
    List<Svg.Point> outline = new ArrayList<>();
    points.forEach(point -> outline.add(at(across(point.x), down(point.high))));
    points.reversed().forEach(point -> outline.add(at(across(point.x), down(point.low))));
    return outline;
  }

  private static Svg.Point at(double x, double y) {
    return new Svg.Point(x, y);
  }

  /** Where a number of the x axis lies. */
  double across(double number) {
    return LEFT + x.place(number) * (RIGHT - LEFT);
  }

  /** Where a number of the y axis lies. */
  double down(double number) {
    return BOTTOM - y.place(number) * (BOTTOM - TOP);
  }
}
