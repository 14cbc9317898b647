package dev.pagen.attention;

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
 */
public record OutputFormat(Optional<ElementFormat> coded, ElementFormat precise, float scale) {
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
        coded, ElementFormat.ofQuery(spec.dtype()), spec.scalesOutput() ? scale : 1);
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

  /** Distance of neighbouring numbers at {@code magnitude}; of the 16-bit format's for fp32. */
  double ulp(double magnitude) {
    return coded.orElse(precise).ulp(magnitude / scale) * scale;
  }
}
