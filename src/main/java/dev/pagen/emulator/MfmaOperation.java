package dev.pagen.emulator;

import dev.pagen.spec.Target;

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
  private final int swizzleB;
  private final Scaling scaling;

  /** Multiplies gathered operands, A as [row][k] and B as [k][column], before they are used. */
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
    this.swizzleB = swizzleB;
    this.scaling = scaling;
  }

  void execute(Wave wave) {
    int m = shape.m();
    int k = shape.k();
    double[] rows = gather(wave.v, a, aElement, false);
    double[] columns = gather(wave.v, b, bElement, true);
    scaling.apply(wave, rows, columns);
    double[] sums = new double[shape.blocks() * m * m];
    loadC(wave.v, sums);
    for (int block = 0; block < shape.blocks(); block++) {
      int aBlock = (block >> broadcastA << broadcastA) + (broadcastA == 0 ? 0 : broadcastBlock);
      for (int i = 0; i < m; i++) {
        accumulate(sums, (block * m + i) * m, rows, (aBlock * m + i) * k, columns, block * k * m);
      }
    }
    store(wave.v, sums);
  }

  /** One row of D: the sum over k of a[k] times row k of B. */
  private void accumulate(
      double[] sums, int sum, double[] rows, int row, double[] columns, int column) {
    int n = shape.n();
    for (int k = 0; k < shape.k(); k++) {
      double x = rows[row + k];
      int from = column + k * n;
      for (int j = 0; j < n; j++) {
        sums[sum + j] += x * columns[from + j];
      }
    }
  }

  /** A as [block][row][k], or B (transposed) as [block][k][column]. */
  private double[] gather(int[] v, int register, MfmaElement element, boolean transposed) {
    int m = shape.m();
    int k = shape.k();
    int perLane = shape.perLane();
    int bits = element.bits();
    double[] values = new double[shape.blocks() * m * k];
    for (int lane = 0; lane < Wave.LANES; lane++) {
      int from = transposed ? swizzled(lane) : lane;
      int block = shape.block(lane);
      int row = shape.row(lane);
      int firstK = shape.firstK(lane);
      for (int j = 0; j < perLane; j++) {
        int code = code(v, register + from, j * bits, bits);
        int kk = firstK + j;
        int index = transposed ? (block * k + kk) * m + row : (block * m + row) * k + kk;
        values[index] = element.value().of(code);
      }
    }
    return values;
  }

  /** Bits {@code position ..} of a lane's registers; an element may cross a register's end. */
  private static int code(int[] v, int first, int position, int bits) {
    int at = first + position / 32 * Wave.LANES;
    int shift = position % 32;
    int code = v[at] >>> shift;
    if (shift + bits > 32) {
      code |= v[at + Wave.LANES] << 32 - shift;
    }
    return bits == 32 ? code : code & (1 << bits) - 1;
  }

  /** B's lanes rearranged as blgp asks: halves broadcast, rotation by 16, a quarter broadcast. */
  private int swizzled(int lane) {
    return switch (swizzleB) {
      case 0 -> lane;
      case 1 -> lane % 32;
      case 2 -> lane % 32 + 32;
      case 3 -> (lane + 16) % Wave.LANES;
      default -> lane % 16 + 16 * (swizzleB - 4);
    };
  }

  private int index(int register, int lane) {
    int m = shape.m();
    return (shape.resultBlock(register, lane) * m + shape.resultRow(register, lane)) * m
        + shape.resultColumn(lane);
  }

  private void loadC(int[] v, double[] sums) {
    for (int register = 0; register < shape.resultsPerLane(); register++) {
      for (int lane = 0; lane < Wave.LANES; lane++) {
        int bits = hasC ? v[c + register * Wave.LANES + lane] : constantC;
        float value = Float.intBitsToFloat(bits);
        sums[index(register, lane)] = integer ? bits : flushes ? Floats.flush(value) : value;
      }
    }
  }

  private void store(int[] v, double[] sums) {
    for (int register = 0; register < shape.resultsPerLane(); register++) {
      for (int lane = 0; lane < Wave.LANES; lane++) {
        double sum = sums[index(register, lane)];
        int to = d + register * Wave.LANES + lane;
        if (integer) {
          v[to] = (int) (long) sum;
        } else {
          float value = (float) sum;
          v[to] = Float.floatToRawIntBits(flushes ? Floats.flush(value) : value);
        }
      }
    }
  }
}
