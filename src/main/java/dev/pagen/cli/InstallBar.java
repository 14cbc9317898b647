package dev.pagen.cli;

import dev.pagen.terminal.StatusLine;
import dev.pagen.toolchain.InstallProgress;
import java.io.PrintWriter;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Shows an installation: a line that is rewritten on a terminal, a line per step elsewhere. */
final class InstallBar implements InstallProgress, AutoCloseable {
  private static final long MEGABYTE = 1_000_000;

  private final PrintWriter err;
  private final StatusLine line;
  private @Nullable Step last;

  InstallBar(PrintWriter err, StatusLine line) {
    this.err = err;
    this.line = line;
  }

  @Override
  public void update(Step step, long done, OptionalLong total) {
    line.show(step.label() + amount(done, total));
    if (!line.isShown() && step != last) {
      err.println("pa-gen: " + step.label());
      err.flush();
    }
    last = step;
  }

  @Override
  public void note(String message) {
    err.println("pa-gen: " + message);
    err.flush();
  }

  private static String amount(long done, OptionalLong total) {
    if (done == 0 && total.isEmpty()) {
      return " ...";
    }
    String all = total.isPresent() ? " of " + total.getAsLong() / MEGABYTE : "";
    return " " + done / MEGABYTE + all + " MB";
  }

  @Override
  public void close() {
    line.showNothingElse();
  }
}
