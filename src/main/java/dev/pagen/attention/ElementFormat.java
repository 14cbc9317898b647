package dev.pagen.attention;

import dev.pagen.spec.DataType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The numbers that the bits of a 16-bit float stand for, exactly. */
public enum ElementFormat {
  /** IEEE 754 binary16: 10 stored bits of the significand. */
  FP16(10, -14) {
    @Override
    public double decode(short bits) {
      return Float.float16ToFloat(bits);
    }

    @Override
    public short encode(double value) {
      return Float.floatToFloat16((float) value);
    }
  },
  /** The upper half of a binary32: 7 stored bits of the significand. */
  BF16(7, -126) {
    @Override
    public double decode(short bits) {
      return Float.intBitsToFloat(bits << 16);
    }

    @Override
    public short encode(double value) {
      int bits = Float.floatToIntBits((float) value);
      return (short) ((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
    }
  };

  /** Bits that are NaN in both formats. */
  public static final short NAN = 0x7fff;

  static final ValueLayout.OfShort BITS = ValueLayout.JAVA_SHORT_UNALIGNED;

  private final int significandBits;
  private final int minExponent;

  ElementFormat(int significandBits, int minExponent) {
    this.significandBits = significandBits;
    this.minExponent = minExponent;
  }

  /**
   * The format of {@code type}.
   *
   * @throws WorkloadException if it is no 16-bit float
   */
  public static ElementFormat of(DataType type) {
    return switch (type) {
      case FP16 -> FP16;
      case BF16 -> BF16;
      case FP32, FP8_E4M3, FP8_E5M2, INT8 ->
          throw new WorkloadException(
              "A workload cannot have elements of type %s; it can have fp16 and bf16."
                  .formatted(type));
    };
  }

  /** The number that {@code bits} stands for. */
  public abstract double decode(short bits);

  /** The nearest bits to {@code value}, which is first rounded to a float; ties to even. */
  public abstract short encode(double value);

  /** Element {@code index} of {@code elements}. */
  double get(MemorySegment elements, long index) {
    return decode(elements.get(BITS, index * Short.BYTES));
  }

  /** Stores {@code value} as element {@code index}. */
  void set(MemorySegment elements, long index, double value) {
    elements.set(BITS, index * Short.BYTES, encode(value));
  }

  /** Distance of neighbouring numbers at {@code magnitude}, which is finite; 0 at 0. */
  public double ulp(double magnitude) {
    return magnitude == 0
        ? 0
        : Math.scalb(1.0, Math.max(Math.getExponent(magnitude), minExponent) - significandBits);
  }
}
