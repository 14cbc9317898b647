package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Wave;
import java.lang.invoke.MethodHandles;

/** Copied for each function: see {@link Specialised}. */
final class WordLoopCode implements WordLoop {
  private static final WordLoop.Function FUNCTION =
      Specialised.constant(MethodHandles.lookup(), WordLoop.Function.class);

  @Override
  public void run(long mask, int[] x, int a, int[] y, int b, int[] z, int c, int[] v, int to) {
    if (mask == -1) {
      for (int lane = 0; lane < Wave.LANES; lane++) {
        v[to + lane] = FUNCTION.apply(x[a + lane], y[b + lane], z[c + lane]);
      }
    } else {
      for (long m = mask; m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        v[to + lane] = FUNCTION.apply(x[a + lane], y[b + lane], z[c + lane]);
      }
    }
  }
}
