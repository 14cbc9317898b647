package dev.pagen.emulator;

/**
 * A load that goes past the registers into LDS: lane {@code l} writes at M0 + offset + l times the
 * element size (a byte or a half word widens to a word).
 */
final class DirectToLds {
  private final Transfer transfer;
  private final int offset;

  DirectToLds(Transfer transfer, int offset) {
    this.transfer = transfer;
    this.offset = offset;
  }

  /** Loads the lanes in the mask; their addresses are in the wave's buffer. */
  void run(Wave wave, AddressSpace space, long mask) {
    int[] staging = new int[transfer.words() * Wave.LANES];
    transfer.run(wave, space, staging, 0, mask);
    write(wave, staging, mask);
  }

  /** Writes what the lanes in the mask have loaded, kept as registers keep it. */
  void write(Wave wave, int[] loaded, long mask) {
    int words = transfer.words();
    Region lds = wave.group.lds;
    long start = (wave.s[Wave.M0] & 0xffff_ffffL) + offset;
    if (wave.group.observed) {
      for (int lane = 0; lane < Wave.LANES; lane++) {
        wave.l0[lane] = start + 4L * words * lane;
      }
      wave.group.observer.ldsAccess(wave, ExecutionObserver.Access.WRITE, wave.l0, mask, 4 * words);
    }
    for (long m = mask; m != 0; m &= m - 1) {
      int lane = Long.numberOfTrailingZeros(m);
      long to = start + 4L * words * lane;
      if (!lds.holds(to, 4L * words)) {
        throw new LaneFault(
            lane, "LDS write of %d bytes at 0x%x, outside of %s".formatted(4 * words, to, lds));
      }
      for (int i = 0; i < words; i++) {
        lds.segment.set(Region.INT, to + 4L * i, loaded[i * Wave.LANES + lane]);
      }
    }
  }
}
