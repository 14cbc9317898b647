package dev.pagen.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of text: columns as wide as their widest cell, two spaces between, no lines drawn. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Align> aligns;

  /** On which side the cells of a column line up. */
  public enum Align {
    LEFT,
    RIGHT
  }

  /**
   * A column.
   *
   * @param title its head
   * @param align of head and cells
   */
  public record Column(String title, Align align) {
    /** A column of words. */
    public static Column text(String title) {
      return new Column(title, Align.LEFT);
    }

    /** A column of numbers. */
    public static Column number(String title) {
      return new Column(title, Align.RIGHT);
    }
  }

  /** An empty table. */
  public Table(Column... columns) {
    this.aligns = Arrays.stream(columns).map(Column::align).toList();
    rows.add(Arrays.stream(columns).map(Column::title).toList());
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not one cell for each column
   */
  public void add(String... cells) {
    if (cells.length != aligns.size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.length, aligns.size()));
    }
    rows.add(List.of(cells));
  }

  /** The lines, without a line break after the last. */
  @Override
  public String toString() {
    int[] widths =
        IntStream.range(0, aligns.size())
            .map(c -> rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  /** The same in HTML; ends with a line break. */
  String html() {
    StringBuilder html = new StringBuilder("<table>\n");
    for (int r = 0; r < rows.size(); r++) {
      String element = r == 0 ? "th" : "td";
      html.append("<tr>");
      for (int c = 0; c < aligns.size(); c++) {
        html.append(
            "<%s%s>%s</%s>"
                .formatted(
                    element,
                    aligns.get(c) == Align.RIGHT ? " class=\"number\"" : "",
                    Words.escaped(rows.get(r).get(c)),
                    element));
      }
      html.append("</tr>\n");
    }
    return html.append("</table>\n").toString();
  }

  private String line(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
        .mapToObj(c -> cell(row.get(c), aligns.get(c), widths[c]))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static String cell(String text, Align align, int width) {
    String padding = " ".repeat(width - text.length());
    return align == Align.LEFT ? text + padding : padding + text;
  }
}
