package dev.pagen.emulator;

import java.util.function.LongUnaryOperator;

/** The output multiplier and the clamp of floating-point results. */
final class OutputModifier {
  private OutputModifier() {}

  static LongUnaryOperator of(Modifiers modifiers, ValueType type) {
    double factor =
        modifiers.has("mul")
            ? modifiers.integer("mul", 1)
            : modifiers.has("div") ? 1.0 / modifiers.integer("div", 1) : 1;
    boolean clamp = modifiers.has("clamp") && type.floating;
    if (factor == 1 && !clamp) {
      return x -> x;
    }
    return switch (type) {
      case F32 -> x -> Floats.bits((float) modify(Floats.f32(x), factor, clamp));
      case F16 -> x -> Floats.half(modify(Floats.f16(x), factor, clamp), 0);
      case F64 ->
          x -> Double.doubleToRawLongBits(modify(Double.longBitsToDouble(x), factor, clamp));
      default -> throw new UnmodelledException("output modifier on a " + type + " result");
    };
  }

  /** A NaN clamps to 0, as MODE's DX10_CLAMP (set by the compiler) asks. */
  private static double modify(double x, double factor, boolean clamp) {
    double y = factor == 1 ? x : x * factor;
    return !clamp ? y : y > 0 ? Math.min(y, 1) : 0;
  }
}
