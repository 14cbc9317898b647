package dev.pagen.emulator;

import dev.pagen.emulator.machine.LateCopies;
import dev.pagen.emulator.machine.Wave;
import java.util.Random;

/** Whose turn it is among the waves of a workgroup, and for how long: a schedule at work. */
sealed interface Turns {
  static Turns of(Schedule schedule) {
    return switch (schedule) {
      case Schedule.Fixed.LOCKSTEP -> new InTurn(Long.MAX_VALUE);
      case Schedule.Fixed.ALTERNATE -> new InTurn(InTurn.FEW);
      case Schedule.Seeded(long seed) -> new AtRandom(seed);
    };
  }

  /** Before a workgroup begins. */
  void start(long workgroup);

  /** Of {@code count} waves, the one to go on with, or with the next that can. */
  int next(int last, int count);

  /** Instructions that the wave may execute at most. */
  long length();

  /** What happens between two turns. */
  void between(Wave[] waves);

  /** Wave after wave. */
  record InTurn(long length) implements Turns {
    /** As short as pays: a turn costs about what an instruction does. */
    private static final int FEW = 4;

    @Override
    public void start(long workgroup) {}

    @Override
    public int next(int last, int count) {
      return (last + 1) % count;
    }

    @Override
    public void between(Wave[] waves) {}
  }

  /** Any wave, for any number of instructions. */
  final class AtRandom implements Turns {
    /** Turns are shorter than two to the power of at most this, and any power as often. */
    private static final int LONGEST = 12;

    /** An odd number whose products spread over all bits. */
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private final long seed;
    private final Random random = new Random();

    private AtRandom(long seed) {
      this.seed = seed;
    }

    @Override
    public void start(long workgroup) {
      random.setSeed(seed * SPREAD + workgroup);
    }

    @Override
    public int next(int last, int count) {
      return random.nextInt(count);
    }

    @Override
    public long length() {
      return 1L + random.nextInt(1 << random.nextInt(LONGEST + 1));
    }

    @Override
    public void between(Wave[] waves) {
      LateCopies copies = waves[random.nextInt(waves.length)].copies;
      copies.land(random.nextInt(copies.size() + 1));
    }
  }
}
