package dev.pagen.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Puts the end of a worker process into words. */
final class WorkerEnd {
  /** Java reports a process killed by signal N as having exited with 128 + N. */
  private static final int SIGNAL_BASE = 128;

  private static final int LAST_LINES = 8;

  /** Linux's numbers of the signals that a compiler or its surroundings raise. */
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11,
          "SIGSEGV", 15, "SIGTERM");

  private WorkerEnd() {}

  /** Such as {@code was killed by signal 6 (SIGABRT)} or {@code ended with exit code 1}. */
  static String describe(int exitCode) {
    int signal = exitCode - SIGNAL_BASE;
    String name = SIGNALS.get(signal);
    if (name == null) {
      return "ended with exit code " + exitCode;
    }
    return "was killed by signal " + signal + " (" + name + ")";
  }

  /** The last lines that are not blank of a worker's output; empty if it wrote nothing. */
  static String lastLines(Path output) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      int first = Math.max(0, lines.size() - LAST_LINES);
      return String.join("\n", lines.subList(first, lines.size()));
    } catch (IOException e) {
      return "";
    }
  }
}
