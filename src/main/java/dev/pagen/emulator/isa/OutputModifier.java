package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.UnmodelledException;

/**
 * The output multiplier and the clamp of floating-point results.
 *
 * <p>AMD's ISA documents (section "output modifiers"): the multiplier is ignored while MODE has
 * IEEE set or keeps denormals of the result's type, as compiled compute kernels have it; else it
 * applies, flushes denormals, and turns -0 into +0. The clamp always applies; a NaN becomes 0 where
 * MODE has DX10_CLAMP set, and is quiet else.
 */
@FunctionalInterface
interface OutputModifier {
  /** MODE's DX10_CLAMP. */
  int DX10_CLAMP = 0x100;

  /** MODE's IEEE. */
  int IEEE = 0x200;

  /** Changes nothing. */
  OutputModifier NONE =
      new OutputModifier() {
        @Override
        public long apply(long bits, int mode) {
          return bits;
        }

        @Override
        public void applyTo(long[] results, int mode, long mask) {}
      };

  /** The result's bits as they go to the register. */
  long apply(long bits, int mode);

  /** As {@link #apply}, to each lane of the mask. */
  default void applyTo(long[] results, int mode, long mask) {
    for (long m = mask; m != 0; m &= m - 1) {
      int lane = Long.numberOfTrailingZeros(m);
      results[lane] = apply(results[lane], mode);
    }
  }

  /** What an instruction asks for. */
  static OutputModifier of(Modifiers modifiers, ValueType type) {
    double factor =
        modifiers.has("mul")
            ? modifiers.integer("mul", 1)
            : modifiers.has("div") ? 1.0 / modifiers.integer("div", 1) : 1;
    boolean clamp = modifiers.has("clamp");
    if (factor == 1 && !clamp) {
      return NONE;
    }
    OutputModifier ofNumbers = ofNumbers(type, factor, clamp);
    return (bits, mode) ->
        type.isNan(bits)
            ? (clamp && (mode & DX10_CLAMP) != 0 ? 0 : bits | type.quiet())
            : ofNumbers.apply(bits, mode);
  }

  private static OutputModifier ofNumbers(ValueType type, double factor, boolean clamp) {
    return switch (type) {
      case F32 -> single(factor, clamp);
      case F16 -> half(factor, clamp);
      case F64 -> wide(factor, clamp);
      default -> throw new UnmodelledException("clamp or multiplier on a result of type " + type);
    };
  }

  private static OutputModifier single(double factor, boolean clamp) {
    return (bits, mode) -> {
      float x = Floats.f32(bits);
      float y = multiplies(factor, mode, 0x20) ? Floats.flush((float) (x * factor)) + 0f : x;
      return Floats.bits(clamp ? (float) clamp(y) : y);
    };
  }

  private static OutputModifier half(double factor, boolean clamp) {
    return (bits, mode) -> {
      long product =
          multiplies(factor, mode, 0x80)
              ? Floats.half(
                  Floats.f16(Floats.flush16(Floats.half(Floats.f16(bits) * factor, 0))) + 0.0, 0)
              : bits;
      return clamp ? Floats.half(clamp(Floats.f16(product)), 0) : product;
    };
  }

  private static OutputModifier wide(double factor, boolean clamp) {
    return (bits, mode) -> {
      double x = Floats.f64(bits);
      double y = x;
      if (multiplies(factor, mode, 0x80)) {
        y = x * factor;
        y = Math.abs(y) < Double.MIN_NORMAL ? 0 : y;
      }
      return Floats.bits(clamp ? clamp(y) : y);
    };
  }

  private static boolean multiplies(double factor, int mode, int keepsDenormals) {
    return factor != 1 && (mode & (IEEE | keepsDenormals)) == 0;
  }

  private static double clamp(double x) {
    return x > 0 ? Math.min(x, 1) : 0;
  }
}
