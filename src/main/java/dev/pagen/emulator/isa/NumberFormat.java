package dev.pagen.emulator.isa;

/** A format of packed elements that conversions read and write. */
record NumberFormat(int bits, Decoder decoder, Encoder encoder) {
  @FunctionalInterface
  interface Decoder {
    double decode(int code);
  }

  /** {@code dither} is negative for rounding to nearest even, else added before cutting. */
  @FunctionalInterface
  interface Encoder {
    int encode(double value, boolean saturate, double dither);
  }

  static final NumberFormat F32 =
      new NumberFormat(32, Float::intBitsToFloat, (x, s, r) -> Float.floatToIntBits((float) x));
  static final NumberFormat F16 =
      new NumberFormat(16, Floats::f16, (x, s, r) -> (int) Floats.half(x, 0));
  static final NumberFormat BF16 =
      new NumberFormat(16, Floats::bf16, (x, s, r) -> (int) Floats.brain(x, 0));

  static NumberFormat of(SmallFloat format) {
    return new NumberFormat(format.bits(), format::decode, format::encode);
  }

  double decode(int code) {
    return decoder.decode(code);
  }

  int encode(double value, boolean saturate, double dither) {
    return encoder.encode(value, saturate, dither);
  }
}
