package dev.pagen.compile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a {@link Compiler} runs its workers.
 *
 * @param workers compiles that may run at once, at least 1; each is a process
 * @param timeLimit the longest a compile may take, the start of its worker included: in processor
 *     time, so that a busy machine stops none, and by the clock where the worker does nothing; a
 *     second try, after a worker was killed from outside, may take as long again
 * @param failures where the source and the log of a failed compile are kept: a folder for nothing
 *     else, made when needed, that keeps the last 50 failures and no more than 32 MiB
 * @param javaHome the JDK or JRE that runs the workers
 * @param jvmArguments further arguments for the workers' JVM, such as {@code -XX:AOTCache=FILE}
 */
public record CompilerSettings(
    int workers, Duration timeLimit, Path failures, Path javaHome, List<String> jvmArguments) {
  private static final Duration DEFAULT_TIME_LIMIT = Duration.ofMinutes(2);

  public CompilerSettings {
    if (workers < 1) {
      throw new IllegalArgumentException("a compiler needs at least 1 worker, not " + workers);
    }
    if (!timeLimit.isPositive()) {
      throw new IllegalArgumentException("a compile's time limit must be positive: " + timeLimit);
    }
    jvmArguments = List.copyOf(jvmArguments);
  }

  /** As many workers as processors, two minutes for a compile, and the JVM that runs this. */
  public static CompilerSettings keepingFailuresIn(Path failures) {
    return new CompilerSettings(
        Runtime.getRuntime().availableProcessors(),
        DEFAULT_TIME_LIMIT,
        failures,
        Path.of(System.getProperty("java.home")),
        List.of());
  }

  /** These settings with another number of workers. */
  public CompilerSettings withWorkers(int count) {
    return new CompilerSettings(count, timeLimit, failures, javaHome, jvmArguments);
  }

  /** These settings with another time limit. */
  public CompilerSettings withTimeLimit(Duration limit) {
    return new CompilerSettings(workers, limit, failures, javaHome, jvmArguments);
  }

  /** These settings with other arguments for the workers' JVM. */
  public CompilerSettings withJvmArguments(List<String> arguments) {
    return new CompilerSettings(workers, timeLimit, failures, javaHome, arguments);
  }
}
