package dev.pagen.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Breaks lines where words end, and long names and paths after what joins their parts. */
public final class Wrapping {
  private static final String JOINTS = "/-_,:=";

  /** The words before a gap, near the beginning of a line. */
  private static final Pattern LABEL = Pattern.compile("^ {0,8}\\S(?:\\S| (?! )){0,15} {2,}");

  private Wrapping() {}

  /**
   * The lines of {@code text}, none longer than {@code columns} if it has a place to break.
   *
   * @param columns at least 1
   */
  public static List<String> lines(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String piece : pieces(text)) {
      if (!line.isEmpty() && (line + piece).stripTrailing().length() > columns) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
      }
      line.append(piece);
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  /** {@code text} with those of its lines broken between words that are too long for a screen. */
  static String tooLong(String text, Screen screen) {
    StringBuilder wrapped = new StringBuilder();
    for (String line : text.split("(?<=\n)")) {
      String body = line.stripTrailing();
      wrapped.append(screen.fits(length(body)) ? line : words(body, screen) + "\n");
    }
    return wrapped.toString();
  }

  /**
   * The lines of a {@code line}, broken between words. What follows a label stands below what
   * follows the label; a word that is too long for any line, such as a path, stays whole.
   */
  static String words(String line, Screen screen) {
    Matcher label = LABEL.matcher(line);
    String first = label.find() ? label.group() : line.substring(0, margin(line));
    String margin = " ".repeat(label.hasMatch() ? length(first) : margin(line) + 2);
    StringBuilder wrapped = new StringBuilder();
    StringBuilder now = new StringBuilder(first);
    boolean empty = true;
    for (String word : line.substring(first.length()).split(" ")) {
      if (!empty
          && !screen.fits(length(now) + 1 + length(word))
          && screen.fits(margin.length() + length(word))) {
        wrapped.append(now).append('\n');
        now = new StringBuilder(margin);
        empty = true;
      }
      now.append(empty ? "" : " ").append(word);
      empty = false;
    }
    return wrapped.append(now).toString();
  }

  private static int margin(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** Without what only changes how text looks. */
  private static int length(CharSequence text) {
    String string = text.toString();
    int length = 0;
    for (int i = 0, mark; i < string.length(); i += Math.max(1, mark)) {
      mark = Style.markAt(string, i);
      length += mark > 0 ? 0 : 1;
    }
    return length;
  }

  /** The length of the longest part of {@code text} that is not broken. */
  static int longestPiece(String text) {
    return pieces(text).stream().mapToInt(piece -> piece.stripTrailing().length()).max().orElse(0);
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i < text.length(); i++) {
      char before = text.charAt(i - 1);
      char now = text.charAt(i);
      boolean word = before == ' ' && now != ' ';
      boolean joint =
          JOINTS.indexOf(before) >= 0 && Character.isLetterOrDigit(now) && i - begin > 1;
      if (word || joint) {
        pieces.add(text.substring(begin, i));
        begin = i;
      }
    }
    pieces.add(text.substring(begin));
    return pieces;
  }
}
