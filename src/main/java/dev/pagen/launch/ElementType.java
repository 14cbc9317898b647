package dev.pagen.launch;

import dev.pagen.verify.ElementFormat;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A kind of number that buffers and arguments hold, by its name in NumPy and PyTorch. */
enum ElementType {
  BOOL("bool", "|b1", 1),
  INT8("int8", "|i1", 1),
  INT16("int16", "<i2", 2),
  INT32("int32", "<i4", 4),
  INT64("int64", "<i8", 8),
  UINT8("uint8", "|u1", 1),
  UINT16("uint16", "<u2", 2),
  UINT32("uint32", "<u4", 4),
  UINT64("uint64", "<u8", 8),
  FLOAT16("float16", "<f2", 2),
  BFLOAT16("bfloat16", "<u2", 2),
  FLOAT32("float32", "<f4", 4),
  FLOAT64("float64", "<f8", 8),
  E4M3_FNUZ("float8_e4m3fnuz", "|u1", 1),
  E5M2_FNUZ("float8_e5m2fnuz", "|u1", 1),
  E4M3_OCP("float8_e4m3fn", "|u1", 1),
  E5M2_OCP("float8_e5m2", "|u1", 1);

  private final String text;
  private final String numpy;
  private final int bytes;

  ElementType(String text, String numpy, int bytes) {
    this.text = text;
    this.numpy = numpy;
    this.bytes = bytes;
  }

  /** The type of that name. */
  static Optional<ElementType> of(String text) {
    return Arrays.stream(values()).filter(t -> t.text.equals(text)).findFirst();
  }

  /** The type of an array in an {@code .npy} file: bits that NumPy has no type for are integers. */
  static Optional<ElementType> ofNumpy(String descr) {
    return Arrays.stream(values()).filter(t -> t.numpy.equals(descr)).findFirst();
  }

  /** All names, for a message. */
  static String names() {
    return Arrays.stream(values()).map(t -> t.text).collect(Collectors.joining(", "));
  }

  /** NumPy's word for what holds its bits. */
  String numpy() {
    return numpy;
  }

  int bytes() {
    return bytes;
  }

  /** Whether its numbers are whole ones. */
  boolean isWhole() {
    return switch (this) {
      case BOOL, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> true;
      default -> false;
    };
  }

  private boolean isSigned() {
    return this == INT8 || this == INT16 || this == INT32 || this == INT64;
  }

  /** The least whole number. */
  long least() {
    return isSigned() ? Long.MIN_VALUE >> (Long.SIZE - bits()) : 0;
  }

  /** The largest whole number that a formula can come to. */
  long most() {
    if (this == BOOL) {
      return 1;
    }
    return isSigned() ? ~least() : this == UINT64 ? Long.MAX_VALUE : (1L << bits()) - 1;
  }

  private int bits() {
    return Byte.SIZE * bytes;
  }

  /** The largest finite floating-point number. */
  double largest() {
    return switch (this) {
      case FLOAT32 -> Float.MAX_VALUE;
      case FLOAT64 -> Double.MAX_VALUE;
      default -> format().largest();
    };
  }

  /** The bits of the number of this type that is nearest to {@code value}. */
  long encode(double value) {
    return switch (this) {
      case FLOAT16, BFLOAT16, E4M3_FNUZ, E5M2_FNUZ, E4M3_OCP, E5M2_OCP -> format().encode(value);
      case FLOAT32 -> Float.floatToRawIntBits((float) value) & 0xffff_ffffL;
      case FLOAT64 -> Double.doubleToRawLongBits(value);
      default -> (long) Math.clamp(Math.rint(value), (double) least(), (double) most());
    };
  }

  /** The number that bits stand for. */
  double decode(long bits) {
    return switch (this) {
      case FLOAT16, BFLOAT16, E4M3_FNUZ, E5M2_FNUZ, E4M3_OCP, E5M2_OCP ->
          format().decode((int) bits);
      case FLOAT32 -> Float.intBitsToFloat((int) bits);
      case FLOAT64 -> Double.longBitsToDouble(bits);
      case UINT64 -> bits >= 0 ? bits : 0x1p64 + bits;
      default -> isSigned() ? bits << (Long.SIZE - bits()) >> (Long.SIZE - bits()) : bits;
    };
  }

  private ElementFormat format() {
    return switch (this) {
      case FLOAT16 -> ElementFormat.FP16;
      case BFLOAT16 -> ElementFormat.BF16;
      case E4M3_FNUZ -> ElementFormat.E4M3_FNUZ;
      case E5M2_FNUZ -> ElementFormat.E5M2_FNUZ;
      case E4M3_OCP -> ElementFormat.E4M3_OCP;
      case E5M2_OCP -> ElementFormat.E5M2_OCP;
      default -> throw new IllegalStateException(this + " is no short float");
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
