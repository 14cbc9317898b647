package dev.pagen.emulator;

/** Room for one matrix instruction's operands; the largest shapes have 2048 elements. */
final class MatrixBuffers {
  private static final int ELEMENTS = 2048;

  final float[] floats = new float[ELEMENTS];
  final double[] rows = new double[ELEMENTS];
  final double[] columns = new double[ELEMENTS];
  final double[] sums = new double[ELEMENTS];

  /** Which k each value of a sparse A has. */
  final int[] selected = new int[ELEMENTS];
}
