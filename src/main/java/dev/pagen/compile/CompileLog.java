package dev.pagen.compile;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the compiler's log. */
final class CompileLog {
  private CompileLog() {}

  /**
   * The log with the compiler's temporary folder taken off every mention of the source, so that a
   * position reads {@code NAME.hip:LINE:COLUMN}.
   */
  static String named(String log, String file) {
    return log.replaceAll("[^\\s'\":]*/" + Pattern.quote(file) + "\\b", file);
  }

  /** The first line that reports an error, if there is one. */
  static Optional<String> firstError(String log) {
    return log.lines().filter(line -> line.contains("error: ")).findFirst().map(String::strip);
  }
}
