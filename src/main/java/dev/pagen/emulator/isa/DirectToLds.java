package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.AddressSpace;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.LaneFault;
import dev.pagen.emulator.machine.Region;
import dev.pagen.emulator.machine.Wave;

/**
 * A load that goes past the registers into LDS: lane {@code l} writes at M0 + offset + l times the
 * element size (a byte or a half word widens to a word, and three words take the place of four). It
 * reads memory when it lands.
 */
final class DirectToLds {
  private final Transfer transfer;
  private final Transfer store;
  private final int offset;

  DirectToLds(Transfer transfer, int offset) {
    this.transfer = transfer;
    this.store = Transfer.store(transfer.words());
    this.offset = offset;
  }

  /** Copies for the lanes in the mask; where copies land late, from what memory holds then. */
  void run(Wave wave, AddressSpace space, long mask) {
    int[] loaded = new int[transfer.words() * Wave.LANES];
    long[] addresses = wave.addresses.clone();
    copy(
        wave,
        loaded,
        mask,
        () -> {
          System.arraycopy(addresses, 0, wave.addresses, 0, Wave.LANES);
          transfer.run(wave, space, loaded, 0, mask);
        });
  }

  /** Writes what the lanes in the mask have loaded, kept as registers keep it. */
  void write(Wave wave, int[] loaded, long mask) {
    copy(wave, loaded, mask, () -> {});
  }

  private void copy(Wave wave, int[] loaded, long mask, Runnable load) {
    long[] places = places(wave, mask);
    // Of a copy that lands late too, a wrong address is this instruction's fault.
    load.run();
    requireInside(wave, places, mask);
    if (wave.group.landsLate) {
      wave.copies.add(
          () -> {
            load.run();
            store(wave, loaded, places, mask);
          });
    } else {
      store(wave, loaded, places, mask);
    }
  }

  /** Where each lane's element goes. */
  private long[] places(Wave wave, long mask) {
    long start = (wave.s[Wave.M0] & 0xffff_ffffL) + offset;
    long pitch = transfer.words() == 3 ? 16 : store.bytes();
    long[] places = new long[Wave.LANES];
    for (int lane = 0; lane < Wave.LANES; lane++) {
      places[lane] = start + pitch * lane;
    }
    if (wave.group.observed) {
      wave.group.observer.ldsAccess(
          wave, ExecutionObserver.Access.WRITE, places, mask, store.bytes());
    }
    return places;
  }

  private void store(Wave wave, int[] loaded, long[] places, long mask) {
    System.arraycopy(places, 0, wave.addresses, 0, Wave.LANES);
    store.run(wave, AddressSpace.LDS, loaded, 0, mask);
  }

  private void requireInside(Wave wave, long[] places, long mask) {
    Region lds = wave.group.lds;
    long outside = mask & ~lds.holding(places, mask, store.bytes());
    if (outside != 0) {
      int lane = Long.numberOfTrailingZeros(outside);
      throw new LaneFault(
          lane,
          "LDS write of %d bytes at 0x%x, outside of %s"
              .formatted(store.bytes(), places[lane], lds));
    }
  }
}
