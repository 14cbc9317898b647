package dev.pagen.terminal;

import java.io.PrintWriter;
import java.util.Map;

/**
 * What a command's text goes to: two screens, which may be one, and the line that comes and goes.
 */
public final class Terminal {
  private final Screen out;
  private final Screen err;
  private final StatusLine status;
  private boolean wide;

  /**
   * A terminal.
   *
   * @param out where results go
   * @param err where errors, warnings and the status go
   */
  public Terminal(Screen out, Screen err) {
    this.out = out;
    this.err = err;
    this.status = new StatusLine(err);
  }

  /** No terminal at all. */
  public static Terminal none() {
    return new Terminal(Screen.PLAIN, Screen.PLAIN);
  }

  /** What this process was started with. */
  public static Terminal ofProcess(Map<String, String> environment) {
    return new Terminal(Screen.of(1, environment), Screen.of(2, environment));
  }

  /** From now on the lines of results and errors are as long as they are. */
  public void widen() {
    wide = true;
  }

  /** Where results go. */
  public Screen out() {
    return wide ? out.wide() : out;
  }

  /** Where errors, warnings and the status go. */
  public Screen err() {
    return wide ? err.wide() : err;
  }

  /** What goes on meanwhile. */
  public StatusLine status() {
    return status;
  }

  /** A writer of results to {@code target}. */
  public TerminalWriter out(PrintWriter target) {
    return TerminalWriter.over(target, this::out, out.terminal() ? status : StatusLine.NONE);
  }

  /** A writer of errors to {@code target}, where the status will be too. */
  public TerminalWriter err(PrintWriter target) {
    TerminalWriter writer = TerminalWriter.over(target, this::err, status);
    status.on(writer.target());
    return writer;
  }
}
