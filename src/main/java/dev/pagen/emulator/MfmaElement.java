package dev.pagen.emulator;

import dev.pagen.spec.Target;

/** An element format of matrix operands A and B: its width and how its bits become numbers. */
record MfmaElement(int bits, Decoder decoder) {
  /** Decodes the first {@code count} codes; a loop of its own in each format, for speed. */
  @FunctionalInterface
  interface Decoder {
    void decode(int[] codes, double[] values, int count);
  }

  static final MfmaElement F32 =
      new MfmaElement(
          32,
          (codes, values, count) -> {
            for (int i = 0; i < count; i++) {
              values[i] = Float.intBitsToFloat(codes[i]);
            }
          });

  static final MfmaElement I8 =
      new MfmaElement(
          8,
          (codes, values, count) -> {
            for (int i = 0; i < count; i++) {
              values[i] = (byte) codes[i];
            }
          });

  /** The 10 mantissa bits that the reduced format keeps of a 32-bit float; the rest is cut. */
  static final MfmaElement XF32 =
      new MfmaElement(
          32,
          (codes, values, count) -> {
            for (int i = 0; i < count; i++) {
              values[i] = Float.intBitsToFloat(codes[i] & 0xffff_e000);
            }
          });

  private static final MfmaElement F16 =
      new MfmaElement(
          16,
          (codes, values, count) -> {
            for (int i = 0; i < count; i++) {
              values[i] = Float.float16ToFloat((short) codes[i]);
            }
          });

  private static final MfmaElement BF16 =
      new MfmaElement(
          16,
          (codes, values, count) -> {
            for (int i = 0; i < count; i++) {
              values[i] = Float.intBitsToFloat(codes[i] << 16);
            }
          });

  /** gfx90a takes denormals as zero (AMD's documentation of MI200 numerics). */
  static MfmaElement f16(Target target) {
    return target == Target.GFX90A ? flushing(F16, 0x7c00) : F16;
  }

  /** As {@link #f16}, for bfloat16. */
  static MfmaElement bf16(Target target) {
    return target == Target.GFX90A ? flushing(BF16, 0x7f80) : BF16;
  }

  static MfmaElement of(SmallFloat format) {
    float[] table = new float[1 << format.bits()];
    for (int i = 0; i < table.length; i++) {
      table[i] = format.decode(i);
    }
    return new MfmaElement(
        format.bits(),
        (codes, values, count) -> {
          for (int i = 0; i < count; i++) {
            values[i] = table[codes[i]];
          }
        });
  }

  private static MfmaElement flushing(MfmaElement element, int exponent) {
    return new MfmaElement(
        element.bits,
        (codes, values, count) -> {
          for (int i = 0; i < count; i++) {
            codes[i] = (codes[i] & exponent) == 0 ? codes[i] & 0x8000 : codes[i];
          }
          element.decoder.decode(codes, values, count);
        });
  }
}
