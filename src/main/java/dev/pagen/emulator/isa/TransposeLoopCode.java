package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Wave;
import java.lang.invoke.MethodHandles;

/** Copied for each format: see {@link Specialised}. */
final class TransposeLoopCode implements TransposeReads.Transposition {
  private static final TransposeReads.Format FORMAT =
      Specialised.constant(MethodHandles.lookup(), TransposeReads.Format.class);

  @Override
  public void run(int[] loaded, int[] result) {
    int bits = FORMAT.bits();
    int elements = FORMAT.elements();
    for (int lane = 0; lane < Wave.LANES; lane++) {
      int i = lane % TransposeReads.GROUP;
      for (int k = 0; k < elements; k++) {
        int from = lane - i + k * TransposeReads.GROUP / elements + i / elements;
        int value = TransposeReads.take(loaded, from, i % elements * bits, bits);
        TransposeReads.put(result, lane, k * bits, bits, value);
      }
    }
  }
}
