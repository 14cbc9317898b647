package dev.pagen.report.manifest;

import java.util.List;

/** Comments of a C++ source within its columns. */
final class CppComment {
  private static final int COLUMNS = 100;

  private CppComment() {}

  /** Code and what is said of it. */
  record Line(String code, String comment) {}

  /** Text as whole lines of a comment. */
  static String of(String text) {
    StringBuilder lines = new StringBuilder();
    int column = COLUMNS;
    for (String word : text.split(" ")) {
      if (column + 1 + word.length() >= COLUMNS) {
        lines.append(lines.isEmpty() ? "//" : "\n//");
        column = 2;
      }
      lines.append(' ').append(word);
      column += 1 + word.length();
    }
    return lines.toString();
  }

  /** Lines of code with their comments in a column. */
  static List<String> aligned(List<Line> lines) {
    int width = lines.stream().mapToInt(line -> line.code.length()).max().orElse(0);
    return lines.stream()
        .map(line -> line.code + " ".repeat(width - line.code.length()) + " // " + line.comment)
        .toList();
  }
}
