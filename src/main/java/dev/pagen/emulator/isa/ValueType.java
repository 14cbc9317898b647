package dev.pagen.emulator.isa;

/**
 * How an instruction reads an operand or writes its result. The type decides the width, what an
 * inline constant or a literal means, and where the sign bit of a negation lies.
 */
enum ValueType {
  B16(16, 0),
  F16(16, 10),
  BF16(16, 7),
  B32(32, 0),
  F32(32, 23),
  B64(64, 0),
  I64(64, 0),
  F64(64, 52);

  final int bits;

  /** Width of a float's fraction; 0 for what is no float. */
  final int fraction;

  final boolean floating;

  ValueType(int bits, int fraction) {
    this.bits = bits;
    this.fraction = fraction;
    this.floating = fraction > 0;
  }

  /** The bits an inline constant or literal, as printed, stands for; zero-extended. */
  long constant(String text) {
    return text.contains(".")
        ? inlineFloat(Double.parseDouble(text))
        : integer(Long.decode(text), text);
  }

  private long integer(long value, String text) {
    boolean literal = text.startsWith("0x");
    return switch (bits) {
      case 16 -> value & 0xffff;
      case 32 -> value & 0xffff_ffffL;
      default -> {
        if (!literal) {
          yield value;
        }
        // A literal has 32 bits: the high half of a double, else the low half of an integer.
        yield this == F64 ? value << 32 : this == I64 ? (int) value : value;
      }
    };
  }

  private long inlineFloat(double value) {
    boolean oneOverTwoPi = Math.abs(value - 0.15915494) < 1e-6;
    return switch (this) {
      case B16, F16 -> oneOverTwoPi ? 0x3118 : Float.floatToFloat16((float) value) & 0xffff;
      case BF16 -> oneOverTwoPi ? 0x3e22 : Float.floatToRawIntBits((float) value) >>> 16;
      case B32, F32 ->
          oneOverTwoPi ? 0x3e22f983L : Float.floatToRawIntBits((float) value) & 0xffff_ffffL;
      case B64, I64, F64 -> oneOverTwoPi ? 0x3fc45f306dc9c882L : Double.doubleToRawLongBits(value);
    };
  }

  /** The sign bit, which a negation flips and an absolute value clears. */
  long signBit() {
    return 1L << (bits - 1);
  }

  /** Positive infinity. */
  long infinity() {
    return signBit() - (1L << fraction);
  }

  /** The bit that tells a NaN that is quiet from one that signals. */
  long quiet() {
    return 1L << (fraction - 1);
  }

  boolean isNan(long value) {
    return floating && (value & signBit() - 1) > infinity();
  }
}
