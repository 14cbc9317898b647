package dev.pagen.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Text on its way to a terminal. What comes from files and arguments may hold anything; characters
 * by which it could move the cursor, set a title, or have a line read otherwise than it is written
 * are shown as escapes such as {@code \u001b}. In JSON these mean the same characters.
 */
final class TerminalWriter extends PrintWriter {
  private final Screened screened;

  private TerminalWriter(Screened screened) {
    super(screened, true);
    this.screened = screened;
  }

  /** A writer to {@code target}. */
  static TerminalWriter over(PrintWriter target) {
    return target instanceof TerminalWriter already
        ? already
        : new TerminalWriter(new Screened(target));
  }

  /** Has {@code print} write to {@code to} what this program says itself, colours included. */
  static void verbatim(PrintWriter to, Runnable print) {
    if (!(to instanceof TerminalWriter writer)) {
      print.run();
      return;
    }
    writer.screened.verbatim = true;
    try {
      print.run();
    } finally {
      writer.screened.verbatim = false;
    }
  }

  /** {@code text} with escapes in place of what a terminal would obey. */
  static String escape(String text) {
    if (text.chars().noneMatch(TerminalWriter::commands)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (commands(c)) {
                escaped.append("\\u%04x".formatted(c));
              } else {
                escaped.append((char) c);
              }
            });
    return escaped.toString();
  }

  /** Whether a terminal obeys a character: C0, DEL and C1, and what changes writing's direction. */
  private static boolean commands(int c) {
    return (Character.isISOControl(c) && c != '\n' && c != '\t')
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static final class Screened extends Writer {
    private final PrintWriter target;
    private boolean verbatim;

    Screened(PrintWriter target) {
      this.target = target;
    }

    @Override
    public void write(char[] text, int offset, int length) {
      String part = new String(text, offset, length);
      target.print(verbatim ? part : escape(part));
    }

    @Override
    public void flush() {
      target.flush();
    }

    @Override
    public void close() throws IOException {
      target.close();
    }
  }
}
