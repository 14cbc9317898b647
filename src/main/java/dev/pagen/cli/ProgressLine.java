package dev.pagen.cli;

import java.io.PrintWriter;

/**
 * One line on a terminal that is rewritten as work goes on, and erased at its end. Shows nothing
 * where standard error is no terminal.
 */
final class ProgressLine implements AutoCloseable {
  private static final String ERASE_LINE = "\r\033[K";

  private final PrintWriter err;
  private final boolean terminal;
  private boolean shown;

  ProgressLine(PrintWriter err) {
    this(err, Terminal.isInteractive());
  }

  ProgressLine(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  boolean isShown() {
    return terminal;
  }

  /** Replaces what the line says. */
  void show(String text) {
    if (terminal) {
      erase();
      err.print("pa-gen: " + text);
      err.flush();
      shown = true;
    }
  }

  @Override
  public void close() {
    if (shown) {
      erase();
      err.flush();
      shown = false;
    }
  }

  private void erase() {
    TerminalWriter.verbatim(err, () -> err.print(ERASE_LINE));
  }
}
