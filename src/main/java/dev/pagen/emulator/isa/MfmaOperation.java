package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.MatrixBuffers;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.util.function.IntUnaryOperator;

/** One matrix instruction bound to its registers: operands {@code D, A, B, C}. */
final class MfmaOperation {
  private final MfmaShape shape;
  private final MfmaElement aElement;
  private final MfmaElement bElement;
  private final boolean integer;
  private final boolean flushes;
  private final int d;
  private final int a;
  private final int b;
  private final boolean hasC;
  private final int c;
  private final int constantC;
  private final int broadcastA;
  private final int broadcastBlock;
  private final Scaling scaling;
  private final int[] rowWords;
  private final int[] columnWords;

  /** Where, at {@code j * 64 + lane}, each element of D is, counted by block, row and column. */
  private final int[] places;

  /** Multiplies decoded operands, A as [row][k] and B as [column][k], before they are used. */
  @FunctionalInterface
  interface Scaling {
    void apply(Wave wave, double[] rows, double[] columns);
  }

  /** With cbsz, abid and blgp rearranging A's blocks and B's lanes. */
  static MfmaOperation of(
      Decoding decoding, MfmaShape shape, MfmaElement a, MfmaElement b, boolean integer) {
    Modifiers m = decoding.modifiers();
    return new MfmaOperation(
        decoding,
        shape,
        a,
        b,
        integer,
        m.integer("cbsz", 0),
        m.integer("abid", 0),
        m.integer("blgp", 0),
        (wave, rows, columns) -> {});
  }

  /** As it is, with operands scaled: cbsz and blgp name formats in these instructions. */
  static MfmaOperation scaled(
      Decoding decoding, MfmaShape shape, MfmaElement a, MfmaElement b, Scaling scaling) {
    return new MfmaOperation(decoding, shape, a, b, false, 0, 0, 0, scaling);
  }

  private MfmaOperation(
      Decoding decoding,
      MfmaShape shape,
      MfmaElement a,
      MfmaElement b,
      boolean integer,
      int broadcastA,
      int broadcastBlock,
      int swizzleB,
      Scaling scaling) {
    this.shape = shape;
    this.aElement = a;
    this.bElement = b;
    this.integer = integer;
    this.flushes = decoding.target == Target.GFX90A && !integer && a.bits() == 16;
    this.d = decoding.vector(0) * Wave.LANES;
    this.a = decoding.vector(1) * Wave.LANES;
    this.b = decoding.vector(2) * Wave.LANES;
    Operand operand = decoding.operand(3);
    this.hasC = operand.isVector();
    this.c = operand.index() * Wave.LANES;
    this.constantC = hasC ? 0 : (int) ValueType.F32.constant(operand.name());
    this.broadcastA = broadcastA;
    this.broadcastBlock = broadcastBlock;
    this.scaling = scaling;
    this.rowWords = words(shape, a.bits(), lane -> lane);
    this.columnWords = words(shape, b.bits(), lane -> swizzled(lane, swizzleB));
    this.places = places(shape);
  }

  /**
   * Where the words of A as [block][row][k], or of B as [block][column][k], are: at {@code register
   * * 64 + lane}. What a lane would hold it takes from another that {@code lanes} names.
   */
  static int[] words(MfmaShape shape, int bits, IntUnaryOperator lanes) {
    int[] words = new int[shape.perLane() * bits / 32 * Wave.LANES];
    for (int i = 0; i < words.length; i++) {
      int register = i / Wave.LANES;
      int lane = i % Wave.LANES;
      int row = shape.block(lane) * shape.m() + shape.row(lane);
      int k = shape.k(lane, Math.ceilDiv(register * 32, bits), bits);
      words[(row * shape.k() + k) * bits / 32] = register * Wave.LANES + lanes.applyAsInt(lane);
    }
    return words;
  }

  /** B's lanes rearranged as blgp asks: halves broadcast, rotation by 16, a quarter broadcast. */
  private static int swizzled(int lane, int swizzle) {
    return switch (swizzle) {
      case 0 -> lane;
      case 1 -> lane % 32;
      case 2 -> lane % 32 + 32;
      case 3 -> (lane + 16) % Wave.LANES;
      default -> lane % 16 + 16 * (swizzle - 4);
    };
  }

  /** Where each element of D, counted by block, row and column, is: at {@code j * 64 + lane}. */
  static int[] places(MfmaShape shape) {
    int m = shape.m();
    int[] places = new int[shape.resultsPerLane() * Wave.LANES];
    for (int i = 0; i < places.length; i++) {
      int lane = i % Wave.LANES;
      int register = i / Wave.LANES;
      int row = shape.resultBlock(register, lane) * m + shape.resultRow(register, lane);
      places[row * m + shape.resultColumn(lane)] = i;
    }
    return places;
  }

  void execute(Wave wave) {
    int m = shape.m();
    int k = shape.k();
    MatrixBuffers buffers = wave.group.matrices;
    double[] rows = buffers.rows;
    double[] columns = buffers.columns;
    double[] sums = buffers.sums;
    aElement.decode(wave.v, a, rowWords, buffers.floats, rows);
    bElement.decode(wave.v, b, columnWords, buffers.floats, columns);
    scaling.apply(wave, rows, columns);
    loadC(wave.v, sums);
    for (int block = 0; block < shape.blocks(); block++) {
      int aBlock = (block >> broadcastA << broadcastA) + (broadcastA == 0 ? 0 : broadcastBlock);
      for (int i = 0; i < m; i += 4) {
        for (int j = 0; j < m; j += 2) {
          int to = places[(block * m + i) * m + j];
          accumulate(sums, to, rows, (aBlock * m + i) * k, columns, (block * m + j) * k);
        }
      }
    }
    store(wave.v, sums);
  }

  /**
   * Four rows by two columns of D, which are two lanes of four registers in every layout. So what
   * is loaded is used more than once, and the sums stay in the host's registers. A product of two
   * elements is exact in double, so that a fused step rounds as a product and a sum do.
   */
  private void accumulate(
      double[] sums, int to, double[] rows, int row, double[] columns, int column) {
    int depth = shape.k();
    double s00 = sums[to];
    double s01 = sums[to + 1];
    double s10 = sums[to + Wave.LANES];
    double s11 = sums[to + Wave.LANES + 1];
    double s20 = sums[to + 2 * Wave.LANES];
    double s21 = sums[to + 2 * Wave.LANES + 1];
    double s30 = sums[to + 3 * Wave.LANES];
    double s31 = sums[to + 3 * Wave.LANES + 1];
    for (int k = 0; k < depth; k++) {
      double b0 = columns[column + k];
      double b1 = columns[column + depth + k];
      double a0 = rows[row + k];
      double a1 = rows[row + depth + k];
      double a2 = rows[row + 2 * depth + k];
      double a3 = rows[row + 3 * depth + k];
      s00 = Math.fma(a0, b0, s00);
      s01 = Math.fma(a0, b1, s01);
      s10 = Math.fma(a1, b0, s10);
      s11 = Math.fma(a1, b1, s11);
      s20 = Math.fma(a2, b0, s20);
      s21 = Math.fma(a2, b1, s21);
      s30 = Math.fma(a3, b0, s30);
      s31 = Math.fma(a3, b1, s31);
    }
    sums[to] = s00;
    sums[to + 1] = s01;
    sums[to + Wave.LANES] = s10;
    sums[to + Wave.LANES + 1] = s11;
    sums[to + 2 * Wave.LANES] = s20;
    sums[to + 2 * Wave.LANES + 1] = s21;
    sums[to + 3 * Wave.LANES] = s30;
    sums[to + 3 * Wave.LANES + 1] = s31;
  }

  private void loadC(int[] v, double[] sums) {
    for (int i = 0; i < places.length; i++) {
      int bits = hasC ? v[c + i] : constantC;
      float value = Float.intBitsToFloat(bits);
      sums[i] = integer ? bits : flushes ? Floats.flush(value) : value;
    }
  }

  private void store(int[] v, double[] sums) {
    for (int i = 0; i < places.length; i++) {
      double sum = sums[i];
      if (integer) {
        v[d + i] = (int) (long) sum;
      } else {
        float value = (float) sum;
        v[d + i] = Float.floatToIntBits(flushes ? Floats.flush(value) : value);
      }
    }
  }
}
