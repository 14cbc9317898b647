package dev.pagen.report.drawing;

import dev.pagen.report.drawing.Style.Placed;
import java.util.List;

/**
 * Series over numbers.
 *
 * @param x axis from left to right
 * @param y axis from bottom to top
 * @param series from the back to the front
 */
public record LineChart(Axis x, Axis y, List<Series> series) {
  private static final double LINE = 18;

  /**
   * A series of points.
   *
   * @param name for the legend, which leaves out those without one
   * @param number that says how it looks
   * @param points from left to right
   */
  public record Series(String name, int number, Style style, List<Point> points) {}

  /**
   * A point and its spread.
   *
   * @param low least y that is usual
   * @param high largest y that is usual
   * @param tip what it says when it is pointed at; empty for what is no point but part of a line
   */
  public record Point(double x, double y, double low, double high, String tip) {
    /** A point without a spread. */
    public Point(double x, double y, String tip) {
      this(x, y, y, y, tip);
    }
  }

  /** Where it lies in a drawing. */
  private record Frame(double left, double right, double top, double bottom) {}

  /**
   * Draws it from {@code left} to {@code right} below {@code top}.
   *
   * @param height of the plot alone
   */
  public void draw(Svg svg, double left, double right, double top, double height) {
    Legend legend = new Legend(svg, left, top);
    series.stream()
        .filter(one -> !one.name.isEmpty())
        .forEach(one -> legend.add(one.style, one.number, one.name));
    boolean named = series.stream().anyMatch(one -> !one.name.isEmpty());
    plot(svg, left, right, named ? legend.bottom() + LINE : top, height);
  }

  private void plot(Svg svg, double left, double right, double top, double height) {
    double begin = top + LINE + 4;
    Frame frame = new Frame(left + y.labelRoom(), right - x.overhang(), begin, begin + height);
    svg.words(left, top + 6, "start", "soft", y.title());
    axes(svg, frame);
    series.forEach(
        one ->
            one.style.draw(
                svg, one.points.stream().map(p -> placed(p, frame)).toList(), one.number));
  }

  private void axes(Svg svg, Frame frame) {
    for (double tick : y.ticks()) {
      svg.line(at(frame.left, down(tick, frame)), at(frame.right, down(tick, frame)), "grid");
      svg.words(frame.left - 8, down(tick, frame) + 4, "end", "", Axis.label(tick));
    }
    for (double tick : x.roomyTicks(frame.right - frame.left)) {
      double across = across(tick, frame);
      svg.line(at(across, frame.bottom), at(across, frame.bottom + 5), "axis");
      svg.words(across, frame.bottom + 20, "middle", "", Axis.label(tick));
    }
    svg.line(at(frame.left, frame.bottom), at(frame.right, frame.bottom), "axis");
    svg.words(
        (frame.left + frame.right) / 2, frame.bottom + 20 + LINE, "middle", "soft", x.title());
    svg.reach(frame.bottom + 26 + LINE);
  }

  private Placed placed(Point point, Frame frame) {
    double across = across(point.x, frame);
    return new Placed(
        at(across, down(point.y, frame)),
        at(across, down(point.low, frame)),
        at(across, down(point.high, frame)),
        point.tip);
  }

  private static Svg.Point at(double x, double y) {
    return new Svg.Point(x, y);
  }

  private double across(double number, Frame frame) {
    return frame.left + x.place(number) * (frame.right - frame.left);
  }

  private double down(double number, Frame frame) {
    return frame.bottom - y.place(number) * (frame.bottom - frame.top);
  }
}
