package dev.pagen.bench;

import dev.pagen.spec.Target;

/**
 * How a benchmark goes about its work.
 *
 * @param warmUpMilliseconds how long a kernel runs before it is timed, so that the GPU has raised
 *     its clock
 * @param otherBytes keys and values of other runs that are read between two runs over the same
 *     ones; several times what the GPU caches
 * @param scratchBytes what the GPU writes in about 20 microseconds
 * @param launches whose time on the host is measured
 */
public record BenchmarkSettings(
    double warmUpMilliseconds, long otherBytes, long scratchBytes, int launches) {
  /** Last-level caches between two runs over the same data. */
  private static final int CACHES = 4;

  /** Settings for GPUs of {@code target}. */
  public static BenchmarkSettings of(Target target) {
    return new BenchmarkSettings(
        300,
        CACHES * target.lastLevelCacheBytes(),
        (long) (target.nominalBandwidth() * 20e-6),
        10_000);
  }
}
