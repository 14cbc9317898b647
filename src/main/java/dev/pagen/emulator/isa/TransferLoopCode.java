package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Region;
import dev.pagen.emulator.machine.Wave;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** Copied for each move: see {@link Specialised}. */
final class TransferLoopCode implements TransferLoop {
  private static final Transfer.LaneMove MOVE =
      Specialised.constant(MethodHandles.lookup(), Transfer.LaneMove.class);

  @Override
  public void run(Region region, long[] addresses, int[] v, int register, long mask) {
    MemorySegment memory = region.segment;
    if (mask == -1) {
      for (int lane = 0; lane < Wave.LANES; lane++) {
        MOVE.move(memory, region.offset(addresses[lane], lane), v, register, lane);
      }
    } else {
      for (long m = mask; m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        MOVE.move(memory, region.offset(addresses[lane], lane), v, register, lane);
      }
    }
  }
}
