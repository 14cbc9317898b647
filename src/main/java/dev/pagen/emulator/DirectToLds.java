package dev.pagen.emulator;

import org.jspecify.annotations.Nullable;

/**
 * A load that goes past the registers into LDS: lane {@code l} writes at M0 + offset + l times the
 * element size (a byte or a half word widens to a word). It reads memory when it lands.
 */
final class DirectToLds {
  private final Transfer transfer;
  private final int words;
  private final int offset;

  DirectToLds(Transfer transfer, int offset) {
    this.transfer = transfer;
    this.words = Math.max(1, transfer.bytes() / 4);
    this.offset = offset;
  }

  void run(Wave wave, AddressSpace space, long mask) {
    long start = (wave.s[Wave.M0] & 0xffff_ffffL) + offset;
    if (wave.group.observed) {
      for (int lane = 0; lane < Wave.LANES; lane++) {
        wave.l0[lane] = place(start, lane);
      }
      wave.group.observer.ldsAccess(wave, ExecutionObserver.Access.WRITE, wave.l0, mask, 4 * words);
    }
    if (wave.group.landsLate) {
      long[] addresses = wave.addresses.clone();
      check(wave, space, mask, addresses, start);
      wave.copies.add(() -> move(wave, space, mask, addresses, start));
    } else {
      move(wave, space, mask, wave.addresses, start);
    }
  }

  /** A wrong address is this instruction's fault, and not that of the one at which it lands. */
  private void check(Wave wave, AddressSpace space, long mask, long[] addresses, long start) {
    for (long m = mask; m != 0; m &= m - 1) {
      int lane = Long.numberOfTrailingZeros(m);
      space.resolve(wave, lane, addresses[lane], transfer.bytes());
      requireInside(wave.group.lds, lane, place(start, lane));
    }
  }

  private void move(Wave wave, AddressSpace space, long mask, long[] addresses, long start) {
    int[] staging = new int[words * Wave.LANES];
    Region lds = wave.group.lds;
    @Nullable Region region = null;
    for (long m = mask; m != 0; m &= m - 1) {
      int lane = Long.numberOfTrailingZeros(m);
      long address = addresses[lane];
      if (region == null || !region.holds(address, transfer.bytes())) {
        region = space.resolve(wave, lane, address, transfer.bytes());
      }
      transfer.move().move(region.segment, region.offset(address, lane), staging, 0, lane);
      long to = place(start, lane);
      requireInside(lds, lane, to);
      for (int i = 0; i < words; i++) {
        lds.segment.set(Region.INT, to + 4L * i, staging[i * Wave.LANES + lane]);
      }
    }
  }

  private long place(long start, int lane) {
    return start + 4L * words * lane;
  }

  private void requireInside(Region lds, int lane, long to) {
    if (!lds.holds(to, 4L * words)) {
      throw new LaneFault(
          lane, "LDS write of %d bytes at 0x%x, outside of %s".formatted(4 * words, to, lds));
    }
  }
}
