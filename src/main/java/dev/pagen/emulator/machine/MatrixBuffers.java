package dev.pagen.emulator.machine;

/** Room for one matrix instruction's operands; the largest shapes have 2048 elements. */
public final class MatrixBuffers {
  private static final int ELEMENTS = 2048;

  public final float[] floats = new float[ELEMENTS];
  public final double[] rows = new double[ELEMENTS];
  public final double[] columns = new double[ELEMENTS];
  public final double[] sums = new double[ELEMENTS];

  /** Which k each value of a sparse A has. */
  public final int[] selected = new int[ELEMENTS];
}
