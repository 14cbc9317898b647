package dev.pagen.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lays out what the templates print: parts that are left out leave gaps, and words that are filled
 * in make lines long. Code stays as it is; line breaks, blank lines and comments come out as one
 * would write them.
 */
final class SourceLayout {
  static final int COLUMNS = 100;

  private static final Pattern TRAILING = Pattern.compile("(\\s*)([^\\s/].*\\S)\\s\\s+// (.*)");
  private static final Pattern COMMENT = Pattern.compile("(\\s*)// (\\S.*)");

  /** A line of the head of a file: what it tells of stands in a column. */
  private static final Pattern ITEM = Pattern.compile("(// {3}\\w+ +)(\\S.*)");

  private static final Pattern DEFINITION_END = Pattern.compile("};?( .*)?");
  private static final String MEMBER_END = "  }";
  private static final String MEMBER_COMMENT = "  // ";

  private SourceLayout() {}

  static String of(String source) {
    List<String> lines = source.lines().map(String::stripTrailing).toList();
    return String.join("\n", aligned(JoinedLines.of(spaced(wrapped(lines))))) + "\n";
  }

  /** Comments within the columns: those behind code that has no room for them stand before it. */
  private static List<String> wrapped(List<String> lines) {
    List<String> wrapped = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (isComment(line) && COMMENT.matcher(line).matches() && !line.contains("----")) {
        i = wrapParagraph(lines, i, wrapped);
        continue;
      }
      if (line.length() <= COLUMNS) {
        wrapped.add(line);
        continue;
      }
      Matcher item = ITEM.matcher(line);
      Matcher trailing = TRAILING.matcher(line);
      if (item.matches()) {
        wrap(item.group(2), item.group(1), "//" + " ".repeat(item.end(1) - 2), wrapped);
      } else if (trailing.matches()) {
        String prefix = trailing.group(1) + "// ";
        wrap(trailing.group(3), prefix, prefix, wrapped);
        wrapped.add(trailing.group(1) + trailing.group(2));
      } else {
        wrapped.add(line);
      }
    }
    return wrapped;
  }

  /** Wraps the paragraph that begins with a line; the number of its last line. */
  private static int wrapParagraph(List<String> lines, int start, List<String> wrapped) {
    Matcher first = COMMENT.matcher(lines.get(start));
    first.matches();
    StringBuilder text = new StringBuilder(first.group(2));
    int last = start;
    while (last + 1 < lines.size()) {
      Matcher next = COMMENT.matcher(lines.get(last + 1));
      if (!next.matches() || !next.group(1).equals(first.group(1))) {
        break;
      }
      text.append(' ').append(next.group(2));
      last++;
    }
    String prefix = first.group(1) + "// ";
    wrap(text.toString(), prefix, prefix, wrapped);
    return last;
  }

  private static void wrap(String text, String first, String next, List<String> wrapped) {
    StringBuilder line = new StringBuilder(first);
    int empty = first.length();
    for (String word : text.split(" ", -1)) {
      if (line.length() > empty && line.length() + 1 + word.length() > COLUMNS) {
        wrapped.add(line.toString());
        line = new StringBuilder(next);
        empty = next.length();
      }
      line.append(line.length() > empty ? " " : "").append(word);
    }
    wrapped.add(line.toString());
  }

  /** One blank line between definitions, and none at the ends of blocks. */
  private static List<String> spaced(List<String> lines) {
    List<String> spaced = new ArrayList<>();
    boolean inStruct = false;
    boolean blank = false;
    for (String line : lines) {
      if (line.isEmpty()) {
        blank = true;
        continue;
      }
      String previous = spaced.isEmpty() ? "{" : spaced.getLast();
      boolean apart =
          isDefinitionEnd(previous)
              || isHeading(line)
              || (inStruct && previous.equals(MEMBER_END))
              || (inStruct && line.startsWith(MEMBER_COMMENT) && !isComment(previous));
      boolean joined =
          previous.endsWith("{")
              || (previous.endsWith(",") && !isComment(previous))
              || line.stripLeading().startsWith("}")
              || (isConstant(previous) && isConstant(line));
      if ((blank || apart) && !joined) {
        spaced.add("");
      }
      spaced.add(line);
      blank = false;
      inStruct = isStruct(line) || (inStruct && !line.startsWith("}"));
    }
    return spaced;
  }

  private static boolean isStruct(String line) {
    return line.startsWith("struct ") && line.endsWith("{");
  }

  private static boolean isDefinitionEnd(String line) {
    return line.startsWith("}") && DEFINITION_END.matcher(line).matches();
  }

  private static boolean isHeading(String line) {
    return line.startsWith("// ----") || line.startsWith("#ifndef");
  }

  private static boolean isConstant(String line) {
    return line.startsWith("constexpr ") || line.startsWith("typedef ");
  }

  private static boolean isComment(String line) {
    return line.stripLeading().startsWith("//");
  }

  /** The comments of a struct's members, one below the other. */
  private static List<String> aligned(List<String> lines) {
    List<String> aligned = new ArrayList<>(lines);
    boolean inStruct = false;
    for (int start = 0; start < lines.size(); start++) {
      String line = lines.get(start);
      inStruct = isStruct(line) || (inStruct && !line.startsWith("}"));
      int end = start;
      while (inStruct && end < lines.size() && TRAILING.matcher(lines.get(end)).matches()) {
        end++;
      }
      if (end > start + 1) {
        align(aligned.subList(start, end));
        start = end - 1;
      }
    }
    return aligned;
  }

  private static void align(List<String> members) {
    List<Matcher> parts = members.stream().map(TRAILING::matcher).filter(Matcher::matches).toList();
    int column = parts.stream().mapToInt(part -> part.end(2)).max().orElseThrow() + 2;
    if (parts.stream().allMatch(p -> column + "// ".length() + p.group(3).length() <= COLUMNS)) {
      for (int i = 0; i < members.size(); i++) {
        Matcher part = parts.get(i);
        String code = part.group(1) + part.group(2);
        members.set(i, code + " ".repeat(column - code.length()) + "// " + part.group(3));
      }
    }
  }
}
