package dev.pagen.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One line on a terminal that says what goes on, while it goes on. It is drawn anew several times a
 * second, makes room for whatever else is written, and is gone at the end. Where nobody is watching
 * there is none.
 */
public final class StatusLine {
  /** Of those who have no terminal. */
  static final StatusLine NONE = new StatusLine(Screen.PLAIN);

  private static final String ERASE_LINE = "\r\033[K";
  private static final String CUT = "...";

  /** What is over sooner is not worth a line; half a second without one is too long. */
  private static final Duration INTERVAL = Duration.ofMillis(50);

  /** From here on it is worth knowing for how long. */
  private static final Duration LONG = Duration.ofSeconds(2);

  private final Screen screen;
  private @Nullable PrintWriter target;
  private @Nullable Thread ticker;
  private String base = "";
  private String text = "";
  private long started;

  /** What stands there; empty if nothing. */
  private String drawn = "";

  private boolean lineBegun;

  StatusLine(Screen screen) {
    this.screen = screen;
  }

  /** Draws on {@code target} from now on. */
  synchronized void on(PrintWriter target) {
    this.target = target;
  }

  /** Whether somebody sees it. */
  public boolean isShown() {
    return screen.terminal();
  }

  /** Begins a piece of work, which {@link #end} ends. */
  public synchronized void begin(String work) {
    base = work;
    text = work;
    started = System.nanoTime();
    if (isShown() && ticker == null) {
      ticker = Thread.ofPlatform().daemon().name("status").start(this::tick);
    }
  }

  /** Says what goes on now. */
  public synchronized void show(String now) {
    text = now;
  }

  /** Says again what it said at first. */
  public synchronized void showNothingElse() {
    text = base;
  }

  /** The work is over: the line is gone, and does not come again. */
  public synchronized void end() {
    if (ticker != null) {
      ticker.interrupt();
      ticker = null;
    }
    erase();
  }

  /** Writes something else on the same terminal, where the line stood. */
  synchronized void makeRoomFor(String part, Runnable write) {
    erase();
    write.run();
    if (!part.isEmpty()) {
      lineBegun = !part.endsWith("\n");
    }
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep(INTERVAL);
        draw(Duration.ofNanos(System.nanoTime() - started));
      }
    } catch (InterruptedException e) {
      // Over.
    }
  }

  synchronized void draw(Duration since) {
    if (target == null || lineBegun || Thread.currentThread().isInterrupted()) {
      return;
    }
    String seconds = since.compareTo(LONG) < 0 ? "" : " (%d s)".formatted(since.toSeconds());
    String line = cut("pa-gen: " + TerminalWriter.escape(text), seconds);
    if (line.equals(drawn)) {
      return;
    }
    target.print((drawn.isEmpty() ? "" : ERASE_LINE) + line);
    target.flush();
    drawn = line;
  }

  /** With the cursor after it, a line must leave one column free. */
  private String cut(String line, String end) {
    int room = screen.columns() - 1 - end.length();
    return (line.length() <= room ? line : line.substring(0, room - CUT.length()) + CUT) + end;
  }

  private void erase() {
    if (!drawn.isEmpty() && target != null) {
      target.print(ERASE_LINE);
      target.flush();
      drawn = "";
    }
  }
}
