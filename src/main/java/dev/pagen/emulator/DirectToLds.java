package dev.pagen.emulator;

import org.jspecify.annotations.Nullable;

/**
 * A load that goes past the registers into LDS: lane {@code l} writes at M0 + offset + l times the
 * element size (a byte or a half word widens to a word, and three words take the place of four).
 */
final class DirectToLds {
  private final Transfer transfer;
  private final int offset;

  DirectToLds(Transfer transfer, int offset) {
    this.transfer = transfer;
    this.offset = offset;
  }

  void run(Wave wave, AddressSpace space, long mask) {
    int words = Math.max(1, transfer.bytes() / 4);
    long pitch = words == 3 ? 16 : 4L * words;
    int[] staging = new int[words * Wave.LANES];
    Region lds = wave.group.lds;
    long start = (wave.s[Wave.M0] & 0xffff_ffffL) + offset;
    if (wave.group.observed) {
      for (int lane = 0; lane < Wave.LANES; lane++) {
        wave.l0[lane] = start + pitch * lane;
      }
      wave.group.observer.ldsAccess(wave, ExecutionObserver.Access.WRITE, wave.l0, mask, 4 * words);
    }
    @Nullable Region region = null;
    for (long m = mask; m != 0; m &= m - 1) {
      int lane = Long.numberOfTrailingZeros(m);
      long address = wave.addresses[lane];
      if (region == null || !region.holds(address, transfer.bytes())) {
        region = space.resolve(wave, lane, address, transfer.bytes());
      }
      transfer.move().move(region.segment, region.offset(address, lane), staging, 0, lane);
      long to = start + pitch * lane;
      if (!lds.holds(to, 4L * words)) {
        throw new LaneFault(
            lane, "LDS write of %d bytes at 0x%x, outside of %s".formatted(4 * words, to, lds));
      }
      for (int i = 0; i < words; i++) {
        lds.segment.set(Region.INT, to + 4L * i, staging[i * Wave.LANES + lane]);
      }
    }
  }
}
