package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.MatrixBuffers;
import dev.pagen.emulator.machine.Wave;

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
  private final int[] rowWords;
  private final int[] columnWords;
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
    this.rowWords = MfmaOperation.words(kept, a.bits(), lane -> lane);
    this.columnWords = MfmaOperation.words(dense, b.bits(), lane -> lane);
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
    aElement.decode(wave.v, a, rowWords, buffers.floats, buffers.rows);
    bElement.decode(wave.v, b, columnWords, buffers.floats, buffers.columns);
    select(wave.v, buffers.selected);
    double[] sums = buffers.sums;
    for (int i = 0; i < places.length; i++) {
      int bits = wave.v[d + places[i]];
      sums[i] = integer ? bits : Float.intBitsToFloat(bits);
    }
    multiply(buffers.rows, buffers.selected, buffers.columns, sums);
    for (int i = 0; i < places.length; i++) {
      double sum = sums[i];
      wave.v[d + places[i]] = integer ? (int) (long) sum : Float.floatToIntBits((float) sum);
    }
  }

  /** The k of each value of A, at the value's own place. */
  private void select(int[] v, int[] selected) {
    for (int i = 0; i < kept.perLane() * Wave.LANES; i++) {
      int lane = i % Wave.LANES;
      int value = i / Wave.LANES;
      int within = v[index + lane] >>> indexShift + INDEX_BITS * value & 3;
      int k = kept.k(lane, value, aElement.bits());
      selected[kept.row(lane) * kept.k() + k] = k / 2 * 4 + within;
    }
  }

  private void multiply(double[] rows, int[] selected, double[] columns, double[] sums) {
    int n = dense.n();
    for (int i = 0; i < places.length; i++) {
      int row = i / n * kept.k();
      int column = i % n * dense.k();
      for (int k = row; k < row + kept.k(); k++) {
        sums[i] += rows[k] * columns[column + selected[k]];
      }
    }
  }
}
