package dev.pagen.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A drawing as SVG, without scripts or outside fonts; grows from the back to the front. */
final class Svg {
  /** Colours that people tell apart whatever colours they see (Okabe and Ito, 2008). */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");

  /** A place. */
  record Point(double x, double y) {}

  private final StringBuilder text = new StringBuilder();

  /** An empty drawing on white. */
  Svg(int width, int height) {
    text.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" \
        font-family="sans-serif" font-size="13">
        <rect width="100%%" height="100%%" fill="white"/>
        """
            .formatted(width, height, width, height));
  }

  /** The colour of that number; after the last comes the first again. */
  static String colour(int number) {
    return COLOURS.get(number % COLOURS.size());
  }

  void title(double x, String title, String subtitle) {
    text(x, 26, "start", "font-size=\"16\" font-weight=\"bold\"", title);
    text(x, 46, "start", "fill=\"#555\"", subtitle);
  }

  void line(Point from, Point to, String style) {
    text.append(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>\n"
            .formatted(number(from.x), number(from.y), number(to.x), number(to.y), style));
  }

  void dot(Point at, double radius, String style) {
    text.append(
        "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" %s/>\n"
            .formatted(number(at.x), number(at.y), number(radius), style));
  }

  void polyline(List<Point> points, String style) {
    text.append("<polyline points=\"%s\" fill=\"none\" %s/>\n".formatted(list(points), style));
  }

  void polygon(List<Point> points, String style) {
    text.append("<polygon points=\"%s\" %s/>\n".formatted(list(points), style));
  }

  /**
   * Words.
   *
   * @param anchor where {@code x} is of them: {@code start}, {@code middle} or {@code end}
   */
  void text(double x, double y, String anchor, String style, String words) {
    text.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" %s>%s</text>\n"
            .formatted(number(x), number(y), anchor, style, Words.escaped(words)));
  }

  /** Words from bottom to top, centred. */
  void upwards(double x, double y, String words) {
    text.append(
        "<text transform=\"translate(%s %s) rotate(-90)\" text-anchor=\"middle\">%s</text>\n"
            .formatted(number(x), number(y), Words.escaped(words)));
  }

  private static String list(List<Point> points) {
    return points.stream()
        .map(point -> number(point.x) + "," + number(point.y))
        .collect(Collectors.joining(" "));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** The document. */
  @Override
  public String toString() {
    return text + "</svg>\n";
  }
}
