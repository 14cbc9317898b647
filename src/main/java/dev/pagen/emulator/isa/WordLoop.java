package dev.pagen.emulator.isa;

/** A loop over the lanes of a wave that computes one function of up to three 32-bit values. */
@FunctionalInterface
interface WordLoop {
  /** What each lane computes; operands that the instruction does not have are 0. */
  @FunctionalInterface
  interface Function {
    int apply(int a, int b, int c);
  }

  /** Lane {@code l} of the mask finds its values at {@code a + l} of {@code x}, and so on. */
  void run(long mask, int[] x, int a, int[] y, int b, int[] z, int c, int[] v, int to);

  static Specialised<WordLoop> of(Function function) {
    return new Specialised<>(WordLoop.class, WordLoopCode.class, function);
  }
}
