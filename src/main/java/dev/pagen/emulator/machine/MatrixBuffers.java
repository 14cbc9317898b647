package dev.pagen.emulator.machine;

/** Room for one matrix instruction's operands; the largest shapes have 2048 elements. */
public final class MatrixBuffers {
  private static final int ELEMENTS = 2048;

  /** Operands as floats, before they are widened. */
  public final float[] floats = new float[ELEMENTS];

  /** The rows of A, widened. */
  public final double[] rows = new double[ELEMENTS];

  /** The columns of B, widened. */
  public final double[] columns = new double[ELEMENTS];

  /** The elements of D. */
  public final double[] sums = new double[ELEMENTS];

  /** Which k each value of a sparse A has. */
  public final int[] selected = new int[ELEMENTS];
}
