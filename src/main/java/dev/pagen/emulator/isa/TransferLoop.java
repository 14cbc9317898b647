package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Region;

/** A loop over the lanes of a wave that moves each lane's bytes. */
@FunctionalInterface
interface TransferLoop {
  /** Moves the lanes of the mask, whose addresses all lie in the region. */
  void run(Region region, long[] addresses, int[] v, int register, long mask);

  static Specialised<TransferLoop> of(Transfer.LaneMove move) {
    return new Specialised<>(TransferLoop.class, TransferLoopCode.class, move);
  }
}
