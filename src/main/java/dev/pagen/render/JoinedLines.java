package dev.pagen.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Statements that the templates break for words longer than those that were filled in. */
final class JoinedLines {
  /** Neither comments, nor text, nor lists in braces: they are laid out by hand. */
  private static final Pattern FREE =
      Pattern.compile("\\s*[^\\s#{}\"/][^{}\"/]*+(?:/(?!/)[^{}\"/]*+)*+");

  private static final String OPEN = "(,=+|";
  private static final String END = ";{";

  private JoinedLines() {}

  /** Statements that have room on one line stand on one, others on no more than they need. */
  static List<String> of(List<String> lines) {
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int last = last(lines, i);
      joined.addAll(statement(lines.subList(i, last + 1)));
      i = last;
    }
    return joined;
  }

  /** The last line of the statement that a line begins; the line itself if it is left alone. */
  private static int last(List<String> lines, int start) {
    String first = lines.get(start);
    if (!endsInOneOf(OPEN, first) || !FREE.matcher(first).matches()) {
      return start;
    }
    for (int i = start + 1; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean end = endsInOneOf(END, line);
      String text = end ? line.substring(0, line.length() - 1) : line;
      if (!FREE.matcher(text).matches() || indentation(line) <= indentation(first)) {
        return start;
      }
      if (end) {
        return i;
      }
    }
    return start;
  }

  private static List<String> statement(List<String> lines) {
    String whole = lines.stream().reduce(JoinedLines::join).orElseThrow();
    if (whole.length() <= SourceLayout.COLUMNS) {
      return List.of(whole);
    }
    List<String> filled = new ArrayList<>();
    for (String line : lines) {
      String merged = filled.isEmpty() ? "" : join(filled.getLast(), line);
      boolean fits = !merged.isEmpty() && merged.length() <= SourceLayout.COLUMNS;
      if (fits && filled.getLast().endsWith(",")) {
        filled.set(filled.size() - 1, merged);
      } else {
        filled.add(line);
      }
    }
    return filled;
  }

  private static String join(String line, String next) {
    return line + (line.endsWith("(") ? "" : " ") + next.strip();
  }

  private static boolean endsInOneOf(String characters, String line) {
    return !line.isEmpty() && characters.indexOf(line.charAt(line.length() - 1)) >= 0;
  }

  private static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }
}
