package dev.pagen.emulator.isa;

import dev.pagen.spec.Target;

/** An element format of matrix operands A and B: its width and how its bits become numbers. */
record MfmaElement(int bits, Decoder decoder) {
  /** Decodes the values of an operand; a loop of its own in each format, for speed. */
  @FunctionalInterface
  interface Decoder {
    /**
     * The operand's word {@code i} is {@code v[register + words[i]]}; its lowest bits come first.
     */
    void decode(int[] v, int register, int[] words, float[] values);
  }

  /** As {@link Decoder}, then widened from {@code floats}: vectors of the host do that at once. */
  void decode(int[] v, int register, int[] words, float[] floats, double[] values) {
    decoder.decode(v, register, words, floats);
    int count = words.length * 32 / bits;
    for (int i = 0; i < count; i++) {
      values[i] = floats[i];
    }
  }

  static final MfmaElement F32 =
      new MfmaElement(
          32,
          (v, register, words, values) -> {
            for (int i = 0; i < words.length; i++) {
              values[i] = Float.intBitsToFloat(v[register + words[i]]);
            }
          });

  static final MfmaElement I8 =
      new MfmaElement(
          8,
          (v, register, words, values) -> {
            for (int i = 0; i < words.length; i++) {
              int word = v[register + words[i]];
              values[4 * i] = (byte) word;
              values[4 * i + 1] = (byte) (word >> 8);
              values[4 * i + 2] = (byte) (word >> 16);
              values[4 * i + 3] = (byte) (word >> 24);
            }
          });

  /** The 10 mantissa bits that the reduced format keeps of a 32-bit float; the rest is cut. */
  static final MfmaElement XF32 =
      new MfmaElement(
          32,
          (v, register, words, values) -> {
            for (int i = 0; i < words.length; i++) {
              values[i] = Float.intBitsToFloat(v[register + words[i]] & 0xffff_e000);
            }
          });

  private static final MfmaElement F16 =
      new MfmaElement(
          16,
          (v, register, words, values) -> {
            for (int i = 0; i < words.length; i++) {
              int word = v[register + words[i]];
              values[2 * i] = Float.float16ToFloat((short) word);
              values[2 * i + 1] = Float.float16ToFloat((short) (word >> 16));
            }
          });

  private static final MfmaElement BF16 =
      new MfmaElement(
          16,
          (v, register, words, values) -> {
            for (int i = 0; i < words.length; i++) {
              int word = v[register + words[i]];
              values[2 * i] = Float.intBitsToFloat(word << 16);
              values[2 * i + 1] = Float.intBitsToFloat(word & 0xffff_0000);
            }
          });

  /** gfx90a takes denormals as zero (AMD's documentation of MI200 numerics). */
  static MfmaElement f16(Target target) {
    return target == Target.GFX90A ? flushing(F16, 0x1p-14f) : F16;
  }

  /** As {@link #f16}, for bfloat16. */
  static MfmaElement bf16(Target target) {
    return target == Target.GFX90A ? flushing(BF16, Float.MIN_NORMAL) : BF16;
  }

  /** A format of 8 bits or less; a value of 6 bits may begin in one word and end in the next. */
  static MfmaElement of(SmallFloat format) {
    int bits = format.bits();
    float[] table = new float[1 << bits];
    for (int i = 0; i < table.length; i++) {
      table[i] = format.decode(i);
    }
    return new MfmaElement(
        bits,
        (v, register, words, values) -> {
          int count = words.length * 32 / bits;
          for (int i = 0; i < count; i++) {
            int word = i * bits / 32;
            int shift = i * bits % 32;
            int code = v[register + words[word]] >>> shift;
            if (shift + bits > 32) {
              code |= v[register + words[word + 1]] << (32 - shift);
            }
            values[i] = table[code & table.length - 1];
          }
        });
  }

  private static MfmaElement flushing(MfmaElement element, float smallestNormal) {
    return new MfmaElement(
        element.bits,
        (v, register, words, values) -> {
          element.decoder.decode(v, register, words, values);
          int count = words.length * 32 / element.bits;
          for (int i = 0; i < count; i++) {
            float value = values[i];
            values[i] = Math.abs(value) < smallestNormal ? Math.copySign(0f, value) : value;
          }
        });
  }
}
