package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Wave;
import java.lang.invoke.MethodHandles;

/** Copied for each function: see {@link Specialised}. */
final class LaneLoopCode implements LaneLoop {
  private static final LaneFunction FUNCTION =
      Specialised.constant(MethodHandles.lookup(), LaneFunction.class);

  @Override
  public void run(long[] a, long[] b, long[] c, int mode, long mask) {
    if (mask == -1) {
      for (int lane = 0; lane < Wave.LANES; lane++) {
        a[lane] = FUNCTION.apply(a[lane], b[lane], c[lane], mode);
      }
    } else {
      for (long m = mask; m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        a[lane] = FUNCTION.apply(a[lane], b[lane], c[lane], mode);
      }
    }
  }
}
