package dev.pagen.emulator;

import java.math.BigInteger;
import java.util.Random;

/**
 * The order in which the workgroups of a grid begin: as they are numbered, or with a seed from
 * anywhere in steps that meet each of them once.
 *
 * @param count of workgroups
 * @param first to begin
 * @param step from one to the next, prime to {@code count}
 */
record DispatchOrder(long count, long first, long step) {
  /** Beyond these, products of two numbers of workgroups overflow. */
  private static final long MOST_SHUFFLED = Integer.MAX_VALUE;

  static DispatchOrder of(Schedule schedule, long count) {
    return schedule instanceof Schedule.Seeded(long seed) && count <= MOST_SHUFFLED
        ? shuffled(new Random(seed), count)
        : new DispatchOrder(count, 0, 1);
  }

  private static DispatchOrder shuffled(Random random, long count) {
    long step = random.nextLong(count);
    while (!BigInteger.valueOf(step).gcd(BigInteger.valueOf(count)).equals(BigInteger.ONE)) {
      step = (step + 1) % count;
    }
    return new DispatchOrder(count, random.nextLong(count), step);
  }

  /** The workgroup that begins as number {@code n}, from 0. */
  long workgroup(long n) {
    return (first + n * step) % count;
  }
}
