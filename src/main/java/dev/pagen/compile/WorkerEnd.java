package dev.pagen.compile;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** What the JVM writes when a signal handler of its own catches a crash in native code. */
  private static final Pattern CRASH = Pattern.compile("(?m)^#\\s+(SIG[A-Z]+) \\(");

  private static final Pattern CRASH_FRAME = Pattern.compile("(?m)^# C\\s+(\\S.*)$");

  private WorkerEnd() {}

  /**
   * Such as {@code was killed by signal 6 (SIGABRT)}, {@code crashed with SIGSEGV in
   * [libLLVM.so.21.1+0x1234]} or {@code ended with exit code 1}.
   *
   * @param output all that the process wrote
   */
  static String describe(int exitCode, String output) {
    Matcher crash = CRASH.matcher(output);
    if (crash.find()) {
      Matcher frame = CRASH_FRAME.matcher(output);
      return "crashed with " + crash.group(1) + (frame.find() ? " in " + frame.group(1) : "");
    }
    int signal = exitCode - SIGNAL_BASE;
    String name = SIGNALS.get(signal);
    if (name == null) {
      return "ended with exit code " + exitCode;
    }
    return "was killed by signal " + signal + " (" + name + ")";
  }

  /** The last lines of a worker's output that say something, without the JVM's crash banner. */
  static String lastLines(String output) {
    List<String> lines =
        output.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    int first = Math.max(0, lines.size() - LAST_LINES);
    return String.join("\n", lines.subList(first, lines.size()));
  }
}
