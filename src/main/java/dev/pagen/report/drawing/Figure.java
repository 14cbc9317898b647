package dev.pagen.report.drawing;

import dev.pagen.report.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * A drawing that can be made as wide as there is room for.
 *
 * @param title what it shows
 * @param caption what it is of
 * @param painter draws it, as wide as the drawing that it is given
 */
public record Figure(String title, String caption, Consumer<Svg> painter) {
  /** Width for a screen or a document. */
  public static final int WIDE = 860;

  /** Width for a phone. */
  public static final int NARROW = 350;

  private static final int MARGIN = 16;
  private static final int LINE = 20;

  /** A document of its own, with its title in it. */
  public String svg() {
    Svg head = new Svg(WIDE - 2.0 * MARGIN);
    head.words(0, 14, "start", "title", title);
    double top = 14;
    List<String> lines = Legend.wrapped(caption, head.width());
    for (String line : lines) {
      top += LINE;
      head.words(0, top, "start", "soft", line);
    }
    Svg drawing = new Svg(head.width());
    painter.accept(drawing);
    double height = Math.ceil(top + LINE + drawing.height() + 2 * MARGIN);
    return """
    <svg xmlns="http://www.w3.org/2000/svg" class="chart" width="%d" height="%.0f" \
    viewBox="0 0 %d %.0f">
    <style>
    %s</style>
    <rect class="paper" width="100%%" height="100%%"/>
    <g transform="translate(%d %d)">
    %s<g transform="translate(0 %.0f)">
    %s</g>
    </g>
    </svg>
    """
        .formatted(
            WIDE,
            height,
            WIDE,
            height,
            resource(Figure.class, "chart.css"),
            MARGIN,
            MARGIN,
            head,
            top + LINE,
            drawing);
  }

  /** For a page, which has the title and says how it looks. */
  public String inline(int width) {
    Svg drawing = new Svg(width);
    painter.accept(drawing);
    return """
    <svg class="chart" viewBox="0 0 %d %.0f" role="group" tabindex="0" aria-label="%s">
    %s</svg>\
    """
        .formatted(width, Math.ceil(drawing.height()), Words.escaped(title), drawing);
  }

  /** A file that lies beside a class. */
  public static String resource(Class<?> type, String name) {
    try (InputStream stream = type.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
