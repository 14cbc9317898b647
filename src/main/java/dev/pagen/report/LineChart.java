package dev.pagen.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Lines over numbers, drawn as SVG without scripts or outside fonts.
 *
 * @param title the first line above
 * @param subtitle the second line above
 * @param x axis from left to right
 * @param y axis from bottom to top
 * @param series the lines; each pair of one colour stands together
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
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");

  /**
   * A line.
   *
   * @param name for the legend
   * @param colour its number among the colours
   * @param dashed whether it is drawn as a dashed line without dots
   * @param points from left to right
   */
  record Series(String name, int colour, boolean dashed, List<Point> points) {}

  /**
   * A point and its spread.
   *
   * @param low least y that is usual
   * @param high largest y that is usual
   */
  record Point(double x, double y, double low, double high) {}

  /** The drawing, a document of its own. */
  String svg() {
    int height = LEGEND + series.size() * LEGEND_LINE;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" \
        font-family="sans-serif" font-size="13">
        <rect width="100%%" height="100%%" fill="white"/>
        """
            .formatted(WIDTH, height, WIDTH, height));
    text(svg, LEFT, 26, "start", "font-size=\"16\" font-weight=\"bold\"", title);
    text(svg, LEFT, 46, "start", "fill=\"#555\"", subtitle);
    axes(svg);
    for (int s = 0; s < series.size(); s++) {
      draw(svg, series.get(s), LEGEND + s * LEGEND_LINE);
    }
    return svg.append("</svg>\n").toString();
  }

  private void axes(StringBuilder svg) {
    for (double tick : y.ticks()) {
      line(svg, LEFT, down(tick), RIGHT, down(tick), "stroke=\"#ddd\"");
      text(svg, LEFT - 8, down(tick) + 4, "end", "", Axis.label(tick));
    }
    for (double tick : x.ticks()) {
      line(svg, across(tick), BOTTOM, across(tick), BOTTOM + 5, "stroke=\"#333\"");
      text(svg, across(tick), BOTTOM + 20, "middle", "", Axis.label(tick));
    }
    line(svg, LEFT, BOTTOM, RIGHT, BOTTOM, "stroke=\"#333\"");
    line(svg, LEFT, TOP, LEFT, BOTTOM, "stroke=\"#333\"");
    text(svg, (LEFT + RIGHT) / 2.0, BOTTOM + 42, "middle", "", x.title());
    svg.append(
        "<text transform=\"translate(20 %s) rotate(-90)\" text-anchor=\"middle\">%s</text>\n"
            .formatted(number((TOP + BOTTOM) / 2.0), escaped(y.title())));
  }

  private void draw(StringBuilder svg, Series one, double legend) {
    String colour = COLOURS.get(one.colour % COLOURS.size());
    String stroke =
        "stroke=\"%s\" stroke-width=\"2\"%s"
            .formatted(colour, one.dashed ? " stroke-dasharray=\"6 4\"" : "");
    svg.append(
        one.points.stream()
            .map(p -> number(across(p.x)) + "," + number(down(p.y)))
            .collect(
                Collectors.joining(
                    " ", "<polyline points=\"", "\" fill=\"none\" %s/>\n".formatted(stroke))));
    line(svg, LEFT, legend, LEFT + 28, legend, stroke);
    text(svg, LEFT + 38, legend + 4, "start", "", one.name);
    if (!one.dashed) {
      dot(svg, LEFT + 14, legend, colour);
      for (Point p : one.points) {
        line(svg, across(p.x), down(p.low), across(p.x), down(p.high), "stroke=\"" + colour + '"');
        dot(svg, across(p.x), down(p.y), colour);
      }
    }
  }

  /** Where a number of the x axis lies. */
  double across(double number) {
    return LEFT + x.place(number) * (RIGHT - LEFT);
  }

  /** Where a number of the y axis lies. */
  double down(double number) {
    return BOTTOM - y.place(number) * (BOTTOM - TOP);
  }

  private static void dot(StringBuilder svg, double cx, double cy, String colour) {
    svg.append(
        "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"/>\n"
            .formatted(number(cx), number(cy), number(DOT), colour));
  }

  private static void line(
      StringBuilder svg, double x1, double y1, double x2, double y2, String style) {
    svg.append(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>\n"
            .formatted(number(x1), number(y1), number(x2), number(y2), style));
  }

  private static void text(
      StringBuilder svg, double x, double y, String anchor, String style, String text) {
    svg.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" %s>%s</text>\n"
            .formatted(number(x), number(y), anchor, style, escaped(text)));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
