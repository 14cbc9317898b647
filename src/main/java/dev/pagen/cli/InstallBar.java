package dev.pagen.cli;

import dev.pagen.toolchain.InstallProgress;
import java.io.PrintWriter;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Shows an installation: a line that is rewritten on a terminal, a line per step elsewhere. */
final class InstallBar implements InstallProgress, AutoCloseable {
  private static final long MEGABYTE = 1_000_000;
  private static final String ERASE_LINE = "\r\033[K";

  private final PrintWriter err;
  private final boolean terminal;
  private @Nullable Step shown;

  InstallBar(PrintWriter err) {
    this.err = err;
    this.terminal = Terminal.isInteractive();
  }

  @Override
  public void update(Step step, long done, OptionalLong total) {
    if (terminal) {
      err.print(ERASE_LINE + "pa-gen: " + step.label() + amount(done, total));
      err.flush();
    } else if (step != shown) {
      err.println("pa-gen: " + step.label());
      err.flush();
    }
    shown = step;
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
    if (terminal && shown != null) {
      err.print(ERASE_LINE);
      err.flush();
    }
  }
}
