package dev.pagen.verify;

import dev.pagen.attention.WorkloadException;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Fp8Flavor;
import dev.pagen.spec.Target;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.DoubleToIntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * The numbers that the bits of an element stand for, exactly. Values are encoded as the nearest
 * number of the format, ties to even; what is too large for 16-bit floats becomes infinity, what is
 * too large for 8-bit formats their largest number.
 */
public enum ElementFormat {
  /** IEEE 754 binary16. */
  FP16("float16", 10, -14, 0xff, ElementFormat::decodeFp16, ElementFormat::encodeFp16),
  /** The upper half of a binary32. */
  BF16("bfloat16", 7, -126, 0xff, ElementFormat::decodeBf16, ElementFormat::encodeBf16),
  /** 4 exponent bits with bias 8; up to 240. */
  E4M3_FNUZ("float8_e4m3fnuz", 3, -7, 0x80, new EightBitFloat(Fp8Flavor.FNUZ, 3, 8, 0x7f)),
  /** 5 exponent bits with bias 16; up to 57344. */
  E5M2_FNUZ("float8_e5m2fnuz", 2, -15, 0x80, new EightBitFloat(Fp8Flavor.FNUZ, 2, 16, 0x7f)),
  /** 4 exponent bits with bias 7; up to 448. */
  E4M3_OCP("float8_e4m3fn", 3, -6, 0xff, new EightBitFloat(Fp8Flavor.OCP, 3, 7, 0x7e)),
  /** 5 exponent bits with bias 15; up to 57344, and infinity. */
  E5M2_OCP("float8_e5m2", 2, -14, 0xff, new EightBitFloat(Fp8Flavor.OCP, 2, 15, 0x7b)),
  /** Signed 8-bit integer; NaN is encoded as 0. */
  INT8("int8", 7, 7, 0x80, bits -> (byte) bits, ElementFormat::encodeInt8);

  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

  private final String text;
  private final int significandBits;
  private final int minExponent;
  private final int poison;
  private final IntToDoubleFunction decoding;
  private final DoubleToIntFunction encoding;

  ElementFormat(
      String text,
      int significandBits,
      int minExponent,
      int poison,
      IntToDoubleFunction decoding,
      DoubleToIntFunction encoding) {
    this.text = text;
    this.significandBits = significandBits;
    this.minExponent = minExponent;
    this.poison = poison;
    this.decoding = decoding;
    this.encoding = encoding;
  }

  ElementFormat(
      String text, int significandBits, int minExponent, int poison, EightBitFloat codes) {
    this(text, significandBits, minExponent, poison, codes::decode, codes::encode);
  }

  private static double decodeFp16(int bits) {
    return Float.float16ToFloat((short) bits);
  }

  private static int encodeFp16(double value) {
    return Float.floatToFloat16((float) value);
  }

  private static double decodeBf16(int bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  private static int encodeBf16(double value) {
    int bits = Float.floatToIntBits((float) value);
    return (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
  }

  private static int encodeInt8(double value) {
    return (int) Math.clamp(Math.rint(value), Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  /**
   * The format of a query or an output of {@code type}.
   *
   * @throws WorkloadException if it is no 16-bit float
   */
  public static ElementFormat ofQuery(DataType type) {
    return switch (type) {
      case FP16 -> FP16;
      case BF16 -> BF16;
      case FP32, FP8_E4M3, FP8_E5M2, INT8 ->
          throw new WorkloadException(
              "A workload cannot have a query of %s; it can be fp16 or bf16.".formatted(type));
    };
  }

  /**
   * The format of a KV cache of {@code type} that kernels for {@code target} read.
   *
   * @throws WorkloadException if no cache is stored so
   */
  public static ElementFormat ofCache(DataType type, Target target) {
    boolean fnuz = target.fp8Flavor() == Fp8Flavor.FNUZ;
    return switch (type) {
      case FP16 -> FP16;
      case BF16 -> BF16;
      case FP8_E4M3 -> fnuz ? E4M3_FNUZ : E4M3_OCP;
      case FP8_E5M2 -> fnuz ? E5M2_FNUZ : E5M2_OCP;
      case INT8 -> INT8;
      case FP32 ->
          throw new WorkloadException(
              "A workload cannot have a KV cache of fp32; it can be of 16 or 8 bits.");
    };
  }

  /**
   * The same of {@code spec}'s keys: where its rows have a format, of their elements that have
   * scales, whose 8-bit floats are OCP's on all targets.
   */
  public static ElementFormat ofKeys(AttentionSpec spec, Target target) {
    return spec.row().format().isPresent() ? E4M3_OCP : ofCache(spec.kvDtype(), target);
  }

  /** The same of its values. */
  public static ElementFormat ofValues(AttentionSpec spec, Target target) {
    return spec.hasValueCache() ? ofCache(spec.valueDtype(), target) : ofKeys(spec, target);
  }

  /** Bytes of one element. */
  public int bytes() {
    return this == FP16 || this == BF16 ? Short.BYTES : Byte.BYTES;
  }

  /**
   * A byte which, repeated, is an element that no kernel may use: NaN, or the lowest integer where
   * there is no NaN.
   */
  public int poison() {
    return poison;
  }

  /** The number that the low bits of {@code bits} stand for. */
  public double decode(int bits) {
    return decoding.applyAsDouble(bits);
  }

  /** The bits nearest to {@code value}, which is first rounded to a float for 16-bit formats. */
  public int encode(double value) {
    return encoding.applyAsInt(value) & (bytes() == Byte.BYTES ? 0xff : 0xffff);
  }

  /** Element {@code index} of {@code elements}. */
  double get(MemorySegment elements, long index) {
    return decode(
        bytes() == Byte.BYTES
            ? elements.get(ValueLayout.JAVA_BYTE, index)
            : elements.get(SHORT, index * Short.BYTES));
  }

  /** Reads elements from {@code index} on: {@code count} of {@code row}, from {@code first} on. */
  void read(MemorySegment elements, long index, double[] row, int first, int count) {
    switch (this) {
      case BF16 -> {
        for (int e = 0; e < count; e++) {
          row[first + e] = decodeBf16(elements.get(SHORT, (index + e) * Short.BYTES));
        }
      }
      case FP16 -> {
        for (int e = 0; e < count; e++) {
          row[first + e] = decodeFp16(elements.get(SHORT, (index + e) * Short.BYTES));
        }
      }
      default -> {
        for (int e = 0; e < count; e++) {
          row[first + e] = decode(elements.get(ValueLayout.JAVA_BYTE, index + e));
        }
      }
    }
  }

  /** Stores the same, each divided by {@code scale}. */
  void write(MemorySegment elements, long index, double[] row, int first, int count, double scale) {
    switch (this) {
      case BF16 -> {
        for (int e = 0; e < count; e++) {
          short bits = (short) encodeBf16(row[first + e] / scale);
          elements.set(SHORT, (index + e) * Short.BYTES, bits);
        }
      }
      case FP16 -> {
        for (int e = 0; e < count; e++) {
          short bits = (short) encodeFp16(row[first + e] / scale);
          elements.set(SHORT, (index + e) * Short.BYTES, bits);
        }
      }
      default -> {
        for (int e = 0; e < count; e++) {
          byte bits = (byte) encode(row[first + e] / scale);
          elements.set(ValueLayout.JAVA_BYTE, index + e, bits);
        }
      }
    }
  }

  /** Stores {@code value} as element {@code index}. */
  void set(MemorySegment elements, long index, double value) {
    if (bytes() == Byte.BYTES) {
      elements.set(ValueLayout.JAVA_BYTE, index, (byte) encode(value));
    } else {
      elements.set(SHORT, index * Short.BYTES, (short) encode(value));
    }
  }

  /** The largest finite number. */
  public double largest() {
    return switch (this) {
      case FP16 -> 65504;
      case BF16 -> 0x1.fep127;
      case E4M3_FNUZ -> 240;
      case E4M3_OCP -> 448;
      case E5M2_FNUZ, E5M2_OCP -> 57344;
      case INT8 -> Byte.MAX_VALUE;
    };
  }

  /** The smallest number that has all significant bits. */
  double smallestNormal() {
    return Math.scalb(1.0, minExponent);
  }

  /** The smallest number of all, which denormals are multiples of. */
  double smallestDenormal() {
    return Math.scalb(1.0, minExponent - significandBits);
  }

  /** Distance of neighbouring numbers at {@code magnitude}, which is finite; 0 at 0. */
  public double ulp(double magnitude) {
    return magnitude == 0
        ? 0
        : Math.scalb(1.0, Math.max(Math.getExponent(magnitude), minExponent) - significandBits);
  }

  /** The name that NumPy's and PyTorch's users know. */
  @Override
  public String toString() {
    return text;
  }
}
