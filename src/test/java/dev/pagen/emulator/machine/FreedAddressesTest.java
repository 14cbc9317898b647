package dev.pagen.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Memory that is allocated and freed for ever takes no more and no more address space. */
class FreedAddressesTest {
  private static final int GRANULE = 1 << 16;

  @Test
  void placesAreFewAndFitWhatTheyAreFor() {
    assertThat(FreedAddresses.placeFor(0)).isEqualTo(1);
    for (int granules = 1; granules < 5000; granules++) {
      int place = FreedAddresses.placeFor(granules);
      assertThat(place).isBetween(granules, 2 * granules - 1);
      assertThat(Integer.bitCount(place)).isOne();
    }
  }

  @Test
  void addressesStayWithinBoundsHoweverOftenMemoryIsAllocatedAndFreed() {
    EmulatedMemory memory = new EmulatedMemory();
    long first = memory.allocate(1);
    long highest = 0;
    for (int i = 0; i < 20_000; i++) {
      // The large ones take zeroing, so they are few; eight granules are idle sooner than one.
      long address = memory.allocate(i % 20 == 0 ? 5 * GRANULE : 1);
      highest = Math.max(highest, address);
      memory.free(address);
    }
    long granules = (highest - first) / GRANULE;
    // Two sizes, each with its gaps, idle and one in use.
    assertThat(granules).isLessThan(2 * 2 * (FreedAddresses.IDLE_GRANULES + 16L));
  }

  @Test
  void whatWasFreedIsSeenAsSuchUntilManyOthersWereFreed() {
    EmulatedMemory memory = new EmulatedMemory();
    long early = memory.allocate(100);
    memory.free(early);
    for (int i = 0; i < FreedAddresses.IDLE_GRANULES; i++) {
      memory.free(memory.allocate(100));
      assertThatThrownBy(() -> memory.read(early, 1)).hasMessageContaining("use after free");
    }
    assertThatThrownBy(() -> memory.free(early)).hasMessageContaining("a second time");
    assertThat(memory.allocate(100)).isEqualTo(early);
    assertThat(memory.read(early, 100)).containsOnly(0);
  }

  @Test
  void allocationsNeverOverlapAndKeepTheirContentsAndTheirGaps() {
    EmulatedMemory memory = new EmulatedMemory();
    Random random = new Random(2);
    Map<Long, Integer> sizes = new HashMap<>();
    Map<Long, Byte> contents = new HashMap<>();
    Deque<Long> live = new ArrayDeque<>();
    for (int i = 0; i < 10_000; i++) {
      int size = 1 + random.nextInt(random.nextInt(40) == 0 ? 5 * GRANULE : 50);
      long address = memory.allocate(size);
      byte value = (byte) random.nextInt();
      memory.slice(address, size).fill(value);
      sizes.put(address, size);
      contents.put(address, value);
      live.add(address);
      int end = (size + GRANULE - 1) / GRANULE * GRANULE;
      assertThat(memory.isLive(address + end)).as("the gap behind it").isFalse();
      while (live.size() > 20) {
        long oldest = live.remove();
        byte[] read = memory.read(oldest, sizes.get(oldest));
        assertThat(read[0]).isEqualTo(contents.get(oldest));
        assertThat(read[read.length - 1]).isEqualTo(contents.get(oldest));
        memory.free(oldest);
      }
    }
  }
}
