package dev.pagen.emulator;

import dev.pagen.spec.Target;

/** An element format of matrix operands A and B: its width and how its bits become a number. */
record MfmaElement(int bits, ToDouble value) {
  @FunctionalInterface
  interface ToDouble {
    double of(int bits);
  }

  static final MfmaElement F32 = new MfmaElement(32, Float::intBitsToFloat);
  static final MfmaElement I8 = new MfmaElement(8, b -> (byte) b);

  /** The 10 mantissa bits that the reduced format keeps of a 32-bit float; the rest is cut. */
  static final MfmaElement XF32 = new MfmaElement(32, b -> Float.intBitsToFloat(b & 0xffff_e000));

  /** gfx90a takes denormals as zero (AMD's documentation of MI200 numerics). */
  static MfmaElement f16(Target target) {
    return target == Target.GFX90A
        ? new MfmaElement(16, b -> Floats.f16(Floats.flush16(b)))
        : new MfmaElement(16, Floats::f16);
  }

  static MfmaElement bf16(Target target) {
    return target == Target.GFX90A
        ? new MfmaElement(16, b -> Floats.flush(Floats.bf16(b)))
        : new MfmaElement(16, Floats::bf16);
  }

  static MfmaElement of(SmallFloat format) {
    float[] values = new float[1 << format.bits()];
    for (int i = 0; i < values.length; i++) {
      values[i] = format.decode(i);
    }
    return new MfmaElement(format.bits(), b -> values[b & values.length - 1]);
  }
}
