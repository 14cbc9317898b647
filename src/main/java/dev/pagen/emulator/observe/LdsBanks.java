package dev.pagen.emulator.observe;

import dev.pagen.emulator.machine.ExecutionObserver.Access;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.util.Arrays;

/**
 * How LDS serves one instruction: groups of lanes one after the other, and within a group each bank
 * one 4-byte word per cycle, which any number of lanes may share. A group takes as many cycles as
 * its busiest bank has different words; all but the first are conflicts.
 *
 * <p>Which lanes go together, and over how many banks, depends on the width:
 *
 * <ul>
 *   <li>16 bytes, reads: eight lanes (0-3 with 20-23, 4-7 with 16-19, 8-11 with 28-31, 12-15 with
 *       24-27, and the same from 32 on) over 32 banks, as AMD's Composable Kernel documentation
 *       says. On gfx950 sixteen lanes (two of those groups) over 64 banks.
 *   <li>12 bytes, reads: those eight lanes over 32 banks.
 *   <li>16 and 12 bytes, writes: eight consecutive lanes over 32 banks (the same documentation).
 *   <li>8 bytes: sixteen consecutive lanes over 32 banks; for reads on gfx950 32 lanes over 64.
 *   <li>4 bytes and less: 32 consecutive lanes over 32 banks; for reads on gfx950 over 64.
 * </ul>
 *
 * <p>What is said of gfx950 for reads of 8, 12 and 16 bytes and for writes of 8 comes from the
 * measurements that the HipKittens authors publish. Nobody publishes the others: 8-byte accesses of
 * the older targets, and 4 bytes on gfx950, are taken to follow the pattern. A two-address
 * instruction counts as two accesses, a transposing read as a read of its width.
 */
record LdsBanks(Target target) {
  private static final int NARROW_BANKS = 32;

  private static final long[] INTERLEAVED_8 = {
    0x0000_0000_00f0_000fL,
    0x0000_0000_000f_00f0L,
    0x0000_0000_f000_0f00L,
    0x0000_0000_0f00_f000L,
    0x00f0_000f_0000_0000L,
    0x000f_00f0_0000_0000L,
    0xf000_0f00_0000_0000L,
    0x0f00_f000_0000_0000L
  };

  private static final long[] INTERLEAVED_16 = {
    0x0000_0000_0ff0_f00fL, 0x0000_0000_f00f_0ff0L, 0x0ff0_f00f_0000_0000L, 0xf00f_0ff0_0000_0000L
  };

  private static final long[] CONSECUTIVE_8 = consecutive(8);
  private static final long[] CONSECUTIVE_16 = consecutive(16);
  private static final long[] CONSECUTIVE_32 = consecutive(32);

  /**
   * What an access costs.
   *
   * @param cycles in all
   * @param conflicts those of them that conflicts add
   */
  record Cost(int cycles, int conflicts) {}

  /** The cost of an access of {@code bytes} bytes by each lane of the mask. */
  Cost of(Access access, long[] addresses, long mask, int bytes) {
    boolean fast = target.ldsBanks() > NARROW_BANKS && access == Access.READ;
    int banks = fast && bytes != 12 ? target.ldsBanks() : NARROW_BANKS;
    int cycles = 0;
    int conflicts = 0;
    for (long group : groups(access, bytes, fast)) {
      if ((group & mask) != 0) {
        int busiest = busiest(addresses, group & mask, bytes, banks);
        cycles += busiest;
        conflicts += busiest - 1;
      }
    }
    return new Cost(cycles, conflicts);
  }

  private static long[] groups(Access access, int bytes, boolean fast) {
    if (bytes <= 4) {
      return CONSECUTIVE_32;
    } else if (bytes == 8) {
      return fast ? CONSECUTIVE_32 : CONSECUTIVE_16;
    } else if (access != Access.READ) {
      return CONSECUTIVE_8;
    }
    return fast && bytes == 16 ? INTERLEAVED_16 : INTERLEAVED_8;
  }

  private static long[] consecutive(int lanes) {
    long[] groups = new long[Wave.LANES / lanes];
    Arrays.setAll(groups, i -> (1L << lanes) - 1 << i * lanes);
    return groups;
  }

  /** The most different words that one bank is asked for. */
  private static int busiest(long[] addresses, long lanes, int bytes, int banks) {
    int words = Math.max(1, bytes / 4);
    long[] asked = new long[Long.bitCount(lanes) * words];
    int count = 0;
    for (long m = lanes; m != 0; m &= m - 1) {
      long first = addresses[Long.numberOfTrailingZeros(m)] >>> 2;
      for (int i = 0; i < words; i++) {
        asked[count++] = first + i;
      }
    }
    Arrays.sort(asked);
    int[] perBank = new int[banks];
    int busiest = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || asked[i] != asked[i - 1]) {
        busiest = Math.max(busiest, ++perBank[(int) (asked[i] % banks)]);
      }
    }
    return busiest;
  }
}
