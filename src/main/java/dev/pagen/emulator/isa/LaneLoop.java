package dev.pagen.emulator.isa;

/** A loop over the lanes of a wave that computes one {@link LaneFunction}. */
@FunctionalInterface
interface LaneLoop {
  /**
   * For the lanes of the mask, {@code a} becomes the function of {@code a}, {@code b}, {@code c}.
   */
  void run(long[] a, long[] b, long[] c, int mode, long mask);

  static Specialised<LaneLoop> of(LaneFunction function) {
    return new Specialised<>(LaneLoop.class, LaneLoopCode.class, function);
  }
}
