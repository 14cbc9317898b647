package dev.pagen.report;

import dev.pagen.terminal.Grid;
import dev.pagen.terminal.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table of text: columns as wide as their widest cell, two spaces between, no lines drawn. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Column> columns;

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
   * @param expendable the higher, the sooner a narrow screen does without it; 0 if never
   * @param verdicts whether its cells say what is good and what is bad
   */
  public record Column(String title, Align align, int expendable, boolean verdicts) {
    /** A column of words. */
    public static Column text(String title) {
      return new Column(title, Align.LEFT, 0, false);
    }

    /** A column of numbers. */
    public static Column number(String title) {
      return new Column(title, Align.RIGHT, 0, false);
    }

    /** A column of words that say whether something is well. */
    public static Column verdict(String title) {
      return new Column(title, Align.LEFT, 0, true);
    }

    /** The same column, which narrow screens do without: the higher {@code order}, the sooner. */
    public Column expendable(int order) {
      return new Column(title, align, order, verdicts);
    }
  }

  /** An empty table. */
  public Table(Column... columns) {
    this.columns = List.of(columns);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not one cell for each column
   */
  public void add(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.length, columns.size()));
    }
    rows.add(List.of(cells));
  }

  /** The lines, as long as they need be, without a line break after the last. */
  @Override
  public String toString() {
    return text(Screen.PLAIN);
  }

  /** The lines as they fit on a screen, without a line break after the last. */
  public String text(Screen screen) {
    return new Grid(
            columns.stream()
                .map(
                    c ->
                        new Grid.Column(
                            c.title(), c.align() == Align.RIGHT, c.expendable(), c.verdicts()))
                .toList(),
            rows)
        .text(screen);
  }

  /** The head, and the other rows, for a template. */
  public Rows rows() {
    List<Cell> head = cells(columns.stream().map(Column::title).toList());
    return new Rows(head, rows.stream().map(this::cells).toList());
  }

  /** A table's cells. */
  public record Rows(List<Cell> head, List<List<Cell>> rows) {}

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
        .mapToObj(c -> new Cell(row.get(c), columns.get(c).align() == Align.RIGHT))
        .toList();
  }
}
