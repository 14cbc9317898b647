package dev.pagen.report.drawing;

import dev.pagen.report.drawing.Svg.Point;
import java.util.ArrayList;
import java.util.List;

/** What the marks and lines of a drawing stand for. */
public final class Legend {
  private static final double KEY = 28;
  private static final double SPACE = 8;
  private static final double GAP = 20;
  private static final double LINE = 20;

  private final Svg svg;
  private final double left;
  private double x;
  private double y;

  /** Begins below {@code top}. */
  public Legend(Svg svg, double left, double top) {
    this.svg = svg;
    this.left = left;
    this.x = left;
    this.y = top + 12;
  }

  /** Adds an entry: beside the last where there is room, else below it. */
  public void add(Style style, int series, String words) {
    List<String> lines = wrapped(words, svg.width() - left - KEY - SPACE);
    double wide = KEY + SPACE + width(lines);
    if (x > left && x + wide > svg.width()) {
      x = left;
      y += LINE;
    }
    style.key(svg, new Point(x, y - 4), KEY, series);
    for (String line : lines) {
      svg.words(x + KEY + SPACE, y, "start", "", line);
      y += LINE;
    }
    y -= LINE;
    x = lines.size() > 1 ? svg.width() : x + wide + GAP;
  }

  /** Where it ends. */
  public double bottom() {
    return y + SPACE;
  }

  private static double width(List<String> lines) {
    return lines.stream().mapToDouble(Svg::room).max().orElse(0);
  }

  /** Words in lines that are no wider, as well as can be told without a font. */
  public static List<String> wrapped(String words, double width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : words.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && Svg.room(longer) > width) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    lines.add(line);
    return lines;
  }
}
