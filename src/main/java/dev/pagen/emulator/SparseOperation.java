package dev.pagen.emulator;

/** One sparse matrix instruction bound to its registers: operands {@code D, A, B, index}. */
final class SparseOperation {
  private static final int INDEX_BITS = 2;

  private final MfmaShape kept;
  private final MfmaShape dense;
  private final MfmaElement aElement;
  private final MfmaElement bElement;
  private final boolean integer;
  private final int d;
  private final int a;
  private final int b;
  private final int index;
  private final int indexShift;
  private final int[] rowIndex;
  private final int[] columnIndex;
  private final int[] places;

  /** {@code shape} is that of the product; A holds half of its K. */
  SparseOperation(
      Decoding decoding, MfmaShape shape, MfmaElement a, MfmaElement b, boolean integer) {
    this.kept = new MfmaShape(shape.m(), shape.n(), shape.k() / 2, 1);
    this.dense = shape;
    this.aElement = a;
    this.bElement = b;
    this.integer = integer;
    this.d = decoding.vector(0) * Wave.LANES;
    this.a = decoding.vector(1) * Wave.LANES;
    this.b = decoding.vector(2) * Wave.LANES;
    this.index = decoding.vector(3) * Wave.LANES;
    this.indexShift = indexShift(decoding.modifiers(), INDEX_BITS * kept.perLane());
    this.rowIndex = MfmaOperation.sourceIndex(kept, a.bits(), false);
    this.columnIndex = MfmaOperation.sourceIndex(dense, b.bits(), true);
    this.places = MfmaOperation.places(dense);
  }

  /** abid names one of the sets of indices that the register has room for, if cbsz is 0. */
  private static int indexShift(Modifiers modifiers, int bitsOfASet) {
    int cbsz = modifiers.integer("cbsz", 0);
    int abid = modifiers.integer("abid", 0);
    int sets = 32 / bitsOfASet;
    return cbsz == 0 ? abid % sets * bitsOfASet : 0;
  }

  void execute(Wave wave) {
    MatrixBuffers buffers = wave.group.matrices;
    gather(wave.v, a, aElement, rowIndex, buffers.codes, buffers.rows);
    gather(wave.v, b, bElement, columnIndex, buffers.codes, buffers.columns);
    select(wave.v, buffers.codes);
    double[] sums = buffers.sums;
    for (int i = 0; i < places.length; i++) {
      int bits = wave.v[d + places[i]];
      sums[i] = integer ? bits : Float.intBitsToFloat(bits);
    }
    multiply(buffers.rows, buffers.codes, buffers.columns, sums);
    for (int i = 0; i < places.length; i++) {
      double sum = sums[i];
      wave.v[d + places[i]] = integer ? (int) (long) sum : Float.floatToIntBits((float) sum);
    }
  }

  private static void gather(
      int[] v, int register, MfmaElement element, int[] places, int[] codes, double[] values) {
    int bits = element.bits();
    int mask = (1 << bits) - 1;
    for (int i = 0; i < places.length; i++) {
      int bit = i / Wave.LANES * bits;
      int word = register + bit / 32 * Wave.LANES + i % Wave.LANES;
      codes[places[i]] = v[word] >>> bit % 32 & mask;
    }
    element.decoder().decode(codes, values, places.length);
  }

  /** The k of each value of A, at the value's own place. */
  private void select(int[] v, int[] selected) {
    for (int i = 0; i < rowIndex.length; i++) {
      int lane = i % Wave.LANES;
      int value = i / Wave.LANES;
      int within = v[index + lane] >>> indexShift + INDEX_BITS * value & 3;
      int group = kept.k(lane, value, aElement.bits()) / 2;
      selected[rowIndex[i]] = 4 * group + within;
    }
  }

  private void multiply(double[] rows, int[] selected, double[] columns, double[] sums) {
    int n = dense.n();
    for (int row = 0; row < dense.m(); row++) {
      for (int k = 0; k < kept.k(); k++) {
        int at = row * kept.k() + k;
        int column = selected[at] * n;
        for (int j = 0; j < n; j++) {
          sums[row * n + j] += rows[at] * columns[column + j];
        }
      }
    }
  }
}
