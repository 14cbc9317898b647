package dev.pagen.verify;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Target;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * How the elements of an output are stored.
 *
 * @param coded the format of the elements; empty for fp32
 * @param precise the 16-bit format that the kernel computes in
 * @param scale what 8-bit elements were divided by; 1 for others
 * @param flushes whether the target's matrix instructions take denormals of 16 bits as zero, and
 *     give zero for floats that would be denormal
 */
public record OutputFormat(
    Optional<ElementFormat> coded, ElementFormat precise, float scale, boolean flushes) {
  private static final double FP32 = Float.MAX_VALUE;
  private static final double FP32_DENORMAL = Float.MIN_VALUE;

  /**
   * The output of a kernel for {@code target}.
   *
   * @param scale used where the output has one
   */
  public static OutputFormat of(AttentionSpec spec, Target target, float scale) {
    Optional<ElementFormat> coded =
        spec.outDtype() == DataType.FP32
            ? Optional.empty()
            : Optional.of(ElementFormat.ofCache(spec.outDtype(), target));
    return new OutputFormat(
        coded,
        ElementFormat.ofQuery(spec.dtype()),
        spec.scalesOutput() ? scale : 1,
        target == Target.GFX90A);
  }

  /** Bytes of one element. */
  public int bytes() {
    return coded.map(ElementFormat::bytes).orElse(Float.BYTES);
  }

  /** A byte which, repeated, is an element that is not a number. */
  int poison() {
    return coded.map(ElementFormat::poison).orElse(0xff);
  }

  /** The number that element {@code index} of {@code elements} stands for. */
  double get(MemorySegment elements, long index) {
    return coded.isEmpty()
        ? elements.get(ValueLayout.JAVA_FLOAT_UNALIGNED, index * Float.BYTES)
        : coded.get().get(elements, index) * scale;
  }

  /** What is stored for {@code value} at best; 8-bit formats end at their largest number. */
  double saturate(double value) {
    if (bytes() > 1) {
      return value;
    }
    ElementFormat format = coded.orElseThrow();
    double largest = format.decode(format.encode(Double.MAX_VALUE)) * scale;
    return Math.clamp(value, -largest, largest);
  }

  /**
   * How far what is stored is from what it should be. Infinity is right for what is infinite, and
   * so is NaN, as infinity times a weight of 0 is one; elsewhere NaN never is, as outputs that were
   * not written are NaN too. Beside what only rounding makes infinite, infinity counts as the next
   * number that the format would have. What is not right in this sense is infinitely far off.
   */
  double error(double expected, double actual) {
    if (Double.isInfinite(expected)) {
      boolean right = Double.isNaN(actual) || actual == saturate(expected);
      return right ? 0 : Double.POSITIVE_INFINITY;
    }
    double error = Math.abs(withoutInfinity(actual) - withoutInfinity(saturate(expected)));
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  /** 8-bit outputs end at their largest number, so infinity is none there. */
  private double withoutInfinity(double value) {
    double end = bytes() == 1 ? Double.POSITIVE_INFINITY : end();
    return Math.clamp(value, -end, end);
  }

  /** The power of two behind the largest number. */
  private double end() {
    return Math.scalb(1.0, Math.getExponent(coded.map(ElementFormat::largest).orElse(FP32)) + 1);
  }

  /**
   * What an element may be off by, however small it is: half the distance of denormals, or where
   * these are flushed all of one.
   */
  double denormalError() {
    double flushed = flushes ? Float.MIN_NORMAL : 0;
    double half = coded.map(ElementFormat::smallestDenormal).orElse(FP32_DENORMAL) / 2 * scale;
    return Math.max(flushed, half);
  }

  /** Distance of neighbouring numbers at {@code magnitude}; of the 16-bit format's for fp32. */
  double ulp(double magnitude) {
    return coded.orElse(precise).ulp(magnitude / scale) * scale;
  }
}
