package dev.pagen.terminal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lays out the cells of a table: columns as wide as their widest cell, two spaces between, no lines
 * drawn. Where the screen is narrower, the columns that matter least are left out, and said to be;
 * then words and names are broken.
 */
public final class Grid {
  private static final int GAP = 2;

  private final List<Column> columns;
  private final List<List<String>> rows;

  /**
   * A column.
   *
   * @param title its head
   * @param right whether its cells stand on the right, as numbers do, which are not broken
   * @param expendable the higher, the sooner it is left out; 0 if never
   * @param verdicts whether its cells say what is good and what is bad
   */
  public record Column(String title, boolean right, int expendable, boolean verdicts) {}

  /**
   * A table.
   *
   * @param rows each with a cell for each column
   */
  public Grid(List<Column> columns, List<List<String>> rows) {
    this.columns = List.copyOf(columns);
    this.rows =
        rows.stream().map(row -> row.stream().map(TerminalWriter::escape).toList()).toList();
  }

  /** The lines, without a line break after the last. */
  public String text(Screen screen) {
    List<Integer> shown = shown(screen);
    List<Integer> leftOut =
        IntStream.range(0, columns.size()).filter(c -> !shown.contains(c)).boxed().toList();
    int[] widths = widths(shown, screen);
    List<String> lines = new ArrayList<>();
    List<String> titles = columns.stream().map(Column::title).toList();
    lines.addAll(lines(titles, shown, widths, true, screen));
    rows.forEach(row -> lines.addAll(lines(row, shown, widths, false, screen)));
    if (!leftOut.isEmpty()) {
      String names =
          leftOut.stream().map(c -> columns.get(c).title()).collect(Collectors.joining(", "));
      Wrapping.words("not shown: %s (--wide)".formatted(names), screen)
          .lines()
          .forEach(line -> lines.add(Style.ASIDE.of(line, screen)));
    }
    return String.join("\n", lines);
  }

  /** Leaves out one column after the other, and takes back what there is room for after all. */
  private List<Integer> shown(Screen screen) {
    List<Integer> all = IntStream.range(0, columns.size()).boxed().toList();
    Set<Integer> shown = new TreeSet<>(all);
    Deque<Integer> leftOut = new ArrayDeque<>();
    all.stream()
        .filter(c -> columns.get(c).expendable() > 0)
        .sorted(Comparator.comparingInt((Integer c) -> columns.get(c).expendable()).reversed())
        .takeWhile(_ -> !screen.fits(total(shown, this::width)))
        .forEach(
            c -> {
              shown.remove(c);
              leftOut.push(c);
            });
    for (Integer c : leftOut) {
      shown.add(c);
      if (!screen.fits(total(shown, this::width))) {
        shown.remove(c);
      }
    }
    return List.copyOf(shown);
  }

  private int width(int column) {
    return cells(column).stream().mapToInt(String::length).max().orElse(0);
  }

  /** As narrow as a column gets: numbers stay whole, and heads are broken between words. */
  private int least(int column) {
    int head = Wrapping.longestPiece(columns.get(column).title());
    return rows.stream()
        .map(row -> row.get(column))
        .mapToInt(c -> columns.get(column).right() ? c.length() : Wrapping.longestPiece(c))
        .reduce(head, Math::max);
  }

  private List<String> cells(int column) {
    List<String> cells = new ArrayList<>(rows.stream().map(row -> row.get(column)).toList());
    cells.add(columns.get(column).title());
    return cells;
  }

  private static int total(Collection<Integer> shown, IntUnaryOperator width) {
    return shown.stream().mapToInt(width::applyAsInt).sum() + GAP * Math.max(0, shown.size() - 1);
  }

  /** Takes from the widest of those that can be narrower, until all fit. */
  private int[] widths(List<Integer> shown, Screen screen) {
    int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
    int[] least = IntStream.range(0, columns.size()).map(this::least).toArray();
    while (!screen.fits(total(shown, c -> widths[c]))) {
      int widest =
          shown.stream()
              .filter(c -> widths[c] > least[c])
              .max(Comparator.comparingInt(c -> widths[c]))
              .orElse(-1);
      if (widest < 0) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private List<String> lines(
      List<String> row, List<Integer> shown, int[] widths, boolean head, Screen screen) {
    List<List<String>> cells =
        shown.stream().map(c -> Wrapping.lines(row.get(c), Math.max(1, widths[c]))).toList();
    int height = cells.stream().mapToInt(List::size).max().orElse(1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      StringBuilder line = new StringBuilder();
      int padding = 0;
      for (int s = 0; s < shown.size(); s++) {
        int c = shown.get(s);
        String cell = i < cells.get(s).size() ? cells.get(s).get(i) : "";
        int room = widths[c] - cell.length();
        padding += columns.get(c).right() ? room : 0;
        if (!cell.isEmpty()) {
          line.append(" ".repeat(padding)).append(styled(cell, columns.get(c), head, screen));
          padding = 0;
        }
        padding += (columns.get(c).right() ? 0 : room) + GAP;
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static String styled(String cell, Column column, boolean head, Screen screen) {
    if (head) {
      return Style.HEADING.of(cell, screen);
    }
    return column.verdicts()
        ? Verdict.style(cell).map(style -> style.of(cell, screen)).orElse(cell)
        : cell;
  }
}
