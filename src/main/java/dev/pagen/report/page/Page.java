package dev.pagen.report.page;

import dev.pagen.render.Templates;
import dev.pagen.report.Table;
import dev.pagen.report.Words;
import dev.pagen.report.drawing.Figure;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A report as one HTML page with its drawings in it: a file that can be sent to someone, and that
 * asks no network for anything. Printed by {@code page.stg}, with {@code page.css} and {@code
 * page.js}. All text of these records is escaped.
 *
 * @param title what it is of, and whether times are measured or predicted
 * @param summary a sentence
 * @param contents a row for each section, which its first cell leads to; null if there is one
 *     section
 * @param sections at least one
 */
public record Page(
    String title, String summary, Table.@Nullable Rows contents, List<Section> sections) {

  /**
   * A kernel, or what was measured together.
   *
   * @param where what its numbers are of
   * @param tiles numbers to be seen first
   * @param commands to copy
   * @param facts where its numbers come from
   */
  public record Section(
      String title,
      Basis basis,
      String where,
      List<Tile> tiles,
      List<Command> commands,
      List<Part> parts,
      List<Fact> facts) {}

  /** A number, and what it is. */
  public record Tile(String number, String words) {}

  /**
   * A command line, and what it is for.
   *
   * @param words that stay together: an option and its value
   */
  public record Command(String purpose, List<Word> words) {
    public static Command of(String purpose, List<String> words) {
      return new Command(purpose, words.stream().map(Word::new).toList());
    }
  }

  /** Part of a command. */
  record Word(String text) {}

  /** Something known, by name. */
  public record Fact(String name, String value) {}

  /**
   * What stands under a heading, or drawings, which have titles of their own.
   *
   * @param winner whether the first row of the table is the winner
   */
  public record Part(
      @Nullable String title,
      @Nullable String text,
      Table.@Nullable Rows table,
      boolean winner,
      List<Figure> figures) {
    public static Part of(String title, String text, Table table) {
      return new Part(title, text, table.rows(), false, List.of());
    }

    public static Part ofWinner(String title, String text, Table table) {
      return new Part(title, text, table.rows(), true, List.of());
    }

    public static Part of(List<Figure> figures) {
      return new Part(null, null, null, false, figures);
    }
  }

  /** What the template takes; lists of text are printed as they are. */
  private record Printed(
      String title,
      String summary,
      Table.@Nullable Rows contents,
      List<PrintedSection> sections,
      List<String> styles,
      List<String> scripts) {}

  private record PrintedSection(String id, Section section, List<PrintedPart> parts) {}

  private record PrintedPart(Part part, List<PrintedFigure> figures) {}

  private record PrintedFigure(
      String title, String caption, List<String> wide, List<String> narrow) {
    static PrintedFigure of(Figure figure) {
      return new PrintedFigure(
          figure.title(),
          figure.caption(),
          List.of(figure.inline(Figure.WIDE)),
          List.of(figure.inline(Figure.NARROW)));
    }
  }

  /** The document. */
  public String html() {
    Printed printed =
        new Printed(
            title,
            summary,
            contents,
            IntStream.range(0, sections.size())
                .mapToObj(i -> print("s" + (i + 1), sections.get(i)))
                .toList(),
            List.of(
                Figure.resource(Page.class, "page.css"),
                Figure.resource(Figure.class, "chart.css")),
            List.of(Figure.resource(Page.class, "page.js")));
    return Templates.load("dev/pagen/report/page/page.stg", Words::escaped)
        .print("page", "p", printed);
  }

  private static PrintedSection print(String id, Section section) {
    return new PrintedSection(
        id,
        section,
        section.parts.stream()
            .map(
                part ->
                    new PrintedPart(part, part.figures.stream().map(PrintedFigure::of).toList()))
            .toList());
  }
}
