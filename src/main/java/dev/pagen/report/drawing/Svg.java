package dev.pagen.report.drawing;

import dev.pagen.report.Words;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A drawing as SVG, without scripts or outside fonts; grows from the back to the front. It names
 * what things are, and {@code chart.css} says how they look, by light and by dark. Series are told
 * apart by colour, by the shape of their marks and by their dashes.
 */
public final class Svg {
  /** Series that look different; after the last comes the first again. */
  private static final int KINDS = 6;

  /** Width of a letter, with room to spare. */
  private static final double LETTER = 8;

  /** A place. */
  public record Point(double x, double y) {}

  private final double width;
  private final StringBuilder text = new StringBuilder();
  private double height;

  /** An empty drawing. */
  Svg(double width) {
    this.width = width;
  }

  public double width() {
    return width;
  }

  /** The lowest that was drawn to. */
  public double height() {
    return height;
  }

  /** Makes it at least so high. */
  public void reach(double bottom) {
    height = Math.max(height, bottom);
  }

  /** A straight line. */
  public void line(Point from, Point to, String kind) {
    text.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(kind, number(from.x), number(from.y), number(to.x), number(to.y)));
  }

  /** A whisker of a series: from the least to the most that is usual. */
  void whisker(Point from, Point to, int series) {
    line(from, to, "whisker " + colour(series));
  }

  /** A bar of a series. */
  public void bar(Point from, Point to, int series) {
    line(from, to, "bar " + colour(series));
  }

  /** The line of a series. */
  void polyline(List<Point> points, int series) {
    polyline(points, "line %s d%d".formatted(colour(series), series % KINDS));
  }

  /** The line of what a series is compared with. */
  void floor(List<Point> points, int series) {
    polyline(points, "floor " + colour(series));
  }

  /** A line that stands behind others. */
  void faint(List<Point> points) {
    polyline(points, "faint");
  }

  private void polyline(List<Point> points, String kind) {
    text.append("<polyline class=\"%s\" points=\"%s\"/>\n".formatted(kind, list(points)));
  }

  /** The area within a line. */
  void area(List<Point> outline, int series) {
    text.append(
        "<polygon class=\"area %s\" points=\"%s\"/>\n".formatted(colour(series), list(outline)));
  }

  /**
   * A mark of a series.
   *
   * @param radius of a circle that is as large
   * @param tip what it says when it is pointed at
   */
  public void mark(Point at, int series, double radius, String tip) {
    mark(
        Marker.of(series % KINDS).path(at, radius),
        colour(series) + (tip.isEmpty() ? "" : " mark"),
        tip);
  }

  /** The same of what a series is compared with. */
  void hollowMark(Point at, int series, String tip) {
    mark(Marker.of(series % KINDS).path(at, 3), "mark hollow " + colour(series), tip);
  }

  /** A star over what is the best. */
  void star(Point at) {
    mark(Marker.STAR.path(at, 9), "star", "");
  }

  private void mark(String path, String kind, String tip) {
    text.append(
        "<path class=\"%s\" d=\"%s\">%s</path>\n"
            .formatted(
                kind, path, tip.isEmpty() ? "" : "<title>" + Words.escaped(tip) + "</title>"));
  }

  /** A ring around something. */
  public void ring(Point at) {
    text.append(
        "<circle class=\"ring\" cx=\"%s\" cy=\"%s\" r=\"8\"/>\n"
            .formatted(number(at.x), number(at.y)));
  }

  /**
   * Words.
   *
   * @param anchor where {@code x} is of them: {@code start}, {@code middle} or {@code end}
   * @param kind one of those of {@code chart.css}, or empty
   */
  public void words(double x, double y, String anchor, String kind, String words) {
    text.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\"%s>%s</text>\n"
            .formatted(
                number(x),
                number(y),
                anchor,
                kind.isEmpty() ? "" : " class=\"%s\"".formatted(kind),
                Words.escaped(words)));
  }

  /** How wide words are at most, as well as can be told without a font. */
  public static double room(String words) {
    return LETTER * words.length();
  }

  private static String colour(int series) {
    return "c" + series % KINDS;
  }

  private static String list(List<Point> points) {
    return points.stream()
        .map(point -> number(point.x) + "," + number(point.y))
        .collect(Collectors.joining(" "));
  }

  /** A length with at most one decimal. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** What was drawn, without a document around it. */
  @Override
  public String toString() {
    return text.toString();
  }
}
