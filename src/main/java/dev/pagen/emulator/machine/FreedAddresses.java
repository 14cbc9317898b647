package dev.pagen.emulator.machine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Places of allocations that were freed, by their size in granules. Each lies idle until many of
 * its size were freed after it, so that a use after free is seen as such, and is then used again,
 * so that a program may go on for ever.
 */
final class FreedAddresses {
  /** Granules of one size that lie idle. */
  static final int IDLE_GRANULES = 4096;

  private static final int LEAST_IDLE = 16;

  private final Map<Integer, Deque<Long>> bySize = new HashMap<>();

  /** The size of the place for an allocation: one of few, so that places fit again. */
  static int placeFor(int granules) {
    int place = Integer.highestOneBit(Math.max(granules, 1));
    return place < granules ? Math.multiplyExact(place, 2) : place;
  }

  /** Takes in a place that was freed. */
  void add(int place, long address) {
    bySize.computeIfAbsent(place, _ -> new ArrayDeque<>()).add(address);
  }

  /** The place of that size that was freed first, if it has lain idle long enough. */
  OptionalLong take(int place) {
    Deque<Long> freed = bySize.get(place);
    return freed == null || freed.size() <= Math.max(LEAST_IDLE, IDLE_GRANULES / place)
        ? OptionalLong.empty()
        : OptionalLong.of(freed.remove());
  }
}
