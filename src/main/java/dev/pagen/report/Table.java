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

  /** The head, and the other rows, for a template. */
  Rows rows() {
    List<List<Cell>> cells = rows.stream().map(this::cells).toList();
    return new Rows(cells.getFirst(), cells.subList(1, cells.size()));
  }

  /** A table's cells. */
  record Rows(List<Cell> head, List<List<Cell>> rows) {}

  /** A cell, and whether it belongs on the right. */
  record Cell(String text, boolean right) {
    private static final int LONG = 26;

    /** Whether it may be broken into lines. */
    boolean prose() {
      return text.length() > LONG;
    }
  }

  private List<Cell> cells(List<String> row) {
    return IntStream.range(0, row.size())
        .mapToObj(c -> new Cell(row.get(c), aligns.get(c) == Align.RIGHT))
        .toList();
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
