package dev.pagen.compile;

import dev.pagen.compile.CompilerAbortedException.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a worker process ended, by itself or by another's doing.
 *
 * @param reason {@link Reason#ABORTED}, {@link Reason#KILLED} or {@link Reason#OUT_OF_MEMORY}
 * @param description such as {@code was killed by signal 6 (SIGABRT)}, {@code crashed with SIGSEGV
 *     in [libLLVM.so.21.1+0x1234]} or {@code ended with exit code 1}
 */
record WorkerEnd(Reason reason, String description) {
  /** Java reports a process killed by signal N as having exited with 128 + N. */
  private static final int SIGNAL_BASE = 128;

  private static final int SIGKILL = 9;

  private static final int LAST_LINES = 8;

  /** Linux's numbers of the signals that a compiler or its surroundings raise. */
  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(SIGKILL, "SIGKILL"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(31, "SIGSYS"));

  /** Those that a process does not raise itself. */
  private static final Set<Integer> FROM_OUTSIDE = Set.of(1, 2, SIGKILL, 15, 24);

  /** What the JVM writes when a signal handler of its own catches a crash in native code. */
  private static final Pattern CRASH = Pattern.compile("(?m)^#\\s+(SIG[A-Z]+) \\(");

  private static final Pattern CRASH_FRAME = Pattern.compile("(?m)^# C\\s+(\\S.*)$");

  /** What the JVM, LLVM and the C++ library write before they give up. */
  private static final Pattern NO_MEMORY =
      Pattern.compile(
          "OutOfMemoryError|(?i:out of memory|insufficient memory|cannot allocate"
              + " memory)|bad_alloc");

  /** The dynamic loader's words for a library on a file system from which nothing may run. */
  private static final String NOT_EXECUTABLE = "failed to map segment from shared object";

  /**
   * Tells how a process ended.
   *
   * @param output all that the process wrote
   * @param memoryShort whether the kernel killed any process for want of memory while it ran
   */
  static WorkerEnd of(int exitCode, String output, boolean memoryShort) {
    int signal = exitCode - SIGNAL_BASE;
    if (signal == SIGKILL && memoryShort) {
      return new WorkerEnd(
          Reason.OUT_OF_MEMORY,
          describe(exitCode, output) + " while the kernel was short of memory");
    }
    if (NO_MEMORY.matcher(output).find()) {
      return new WorkerEnd(Reason.OUT_OF_MEMORY, describe(exitCode, output) + ", out of memory");
    }
    return new WorkerEnd(
        FROM_OUTSIDE.contains(signal) ? Reason.KILLED : Reason.ABORTED, describe(exitCode, output));
  }

  private static String describe(int exitCode, String output) {
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

  /** What to do about a failed start, where its words do not tell a person; a line, or empty. */
  static String hint(String words) {
    return words.contains(NOT_EXECUTABLE)
        ? System.lineSeparator()
            + "Its file system is mounted noexec, it seems. Use a toolchain on another one;"
            + " PAGEN_HOME names the folder of the private one."
        : "";
  }

  /** The last lines of a worker's output that say something, without the JVM's crash banner. */
  static String lastLines(String output) {
    List<String> lines =
        output.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    int first = Math.max(0, lines.size() - LAST_LINES);
    return String.join("\n", lines.subList(first, lines.size()));
  }
}
