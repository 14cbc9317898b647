package dev.pagen.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.function.Supplier;

/**
 * Text on its way to a terminal. What comes from files and arguments may hold anything; characters
 * by which it could move the cursor, set a title, or have a line read otherwise than it is written
 * are shown as escapes such as {@code \u001b}. In JSON these mean the same characters.
 */
public final class TerminalWriter extends PrintWriter {
  private final Screened screened;

  private TerminalWriter(Screened screened) {
    super(screened, true);
    this.screened = screened;
  }

  /** A writer to {@code target}, where {@code status} may stand, of what fits on {@code screen}. */
  static TerminalWriter over(PrintWriter target, Supplier<Screen> screen, StatusLine status) {
    return target instanceof TerminalWriter already
        ? already
        : new TerminalWriter(new Screened(target, screen, status));
  }

  PrintWriter target() {
    return screened.target;
  }

  /** Has {@code print} write to {@code to} what this program says itself, whatever is in it. */
  public static void verbatim(PrintWriter to, Runnable print) {
    let(Passing.ALL, to, print);
  }

  /**
   * Has {@code print} write to {@code to} what programs read: its lines are as long as they are.
   */
  public static void document(PrintWriter to, Runnable print) {
    let(Passing.DOCUMENT, to, print);
  }

  /** Has {@code print} write to {@code to} with {@link Style}s. */
  public static void styled(PrintWriter to, Runnable print) {
    let(Passing.STYLES, to, print);
  }

  private static void let(Passing passing, PrintWriter to, Runnable print) {
    if (!(to instanceof TerminalWriter writer)) {
      print.run();
      return;
    }
    writer.screened.passing = passing;
    try {
      print.run();
    } finally {
      writer.screened.writeBegun();
      writer.screened.passing = Passing.TEXT;
    }
  }

  /** What a terminal may obey. */
  private enum Passing {
    TEXT,
    STYLES,
    DOCUMENT,
    ALL
  }

  /** {@code text} with escapes in place of what a terminal would obey. */
  public static String escape(String text) {
    return escape(text, false);
  }

  private static String escape(String text, boolean styles) {
    if (text.chars().noneMatch(TerminalWriter::commands)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      int mark = styles ? Style.markAt(text, i) : 0;
      if (mark > 0) {
        escaped.append(text, i, i + mark);
        i += mark;
        continue;
      }
      if (commands(c)) {
        escaped.append("\\u%04x".formatted((int) c));
      } else {
        escaped.append(c);
      }
      i++;
    }
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
    private final Supplier<Screen> screen;
    private final StatusLine status;

    /** A line without its end, which may turn out to be too long. */
    private final StringBuilder begun = new StringBuilder();

    private Passing passing = Passing.TEXT;

    Screened(PrintWriter target, Supplier<Screen> screen, StatusLine status) {
      this.target = target;
      this.screen = screen;
      this.status = status;
    }

    @Override
    public void write(char[] text, int offset, int length) {
      String part = new String(text, offset, length);
      switch (passing) {
        case TEXT -> fold(escape(part, false));
        case STYLES -> fold(escape(part, true));
        case DOCUMENT -> print(escape(part, false));
        case ALL -> print(Wrapping.tooLong(part, screen.get()));
      }
    }

    private void fold(String part) {
      if (screen.get().columns() == Screen.UNLIMITED) {
        print(part);
        return;
      }
      begun.append(part);
      int end = begun.lastIndexOf("\n") + 1;
      if (end > 0) {
        print(Wrapping.tooLong(begun.substring(0, end), screen.get()));
        begun.delete(0, end);
      }
    }

    void writeBegun() {
      if (!begun.isEmpty()) {
        print(begun.toString());
        begun.setLength(0);
      }
    }

    private void print(String part) {
      if (status.isShown()) {
        status.makeRoomFor(
            part,
            () -> {
              target.print(part);
              target.flush();
            });
      } else {
        target.print(part);
      }
    }

    @Override
    public void flush() {
      writeBegun();
      target.flush();
    }

    @Override
    public void close() throws IOException {
      writeBegun();
      target.close();
    }
  }
}
