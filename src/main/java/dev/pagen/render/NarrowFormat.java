package dev.pagen.render;

import dev.pagen.spec.DataType;
import dev.pagen.spec.Fp8Flavor;
import dev.pagen.spec.Target;

/**
 * The 8-bit float of an output or a cache, as numbers that rounding to it takes.
 *
 * @param name of the format, for comments
 * @param largest number
 * @param largestBits those of it as a float
 * @param smallestNormalBits those of the smallest normal number as a float
 * @param magic to which adding a number rounds it to a multiple of the smallest
 * @param shift between the lowest significand bits of a float and of this
 * @param roundUp what rounds to nearest when it is added before the shift, but for ties to even
 * @param rebias of the exponent, after the shift
 * @param cdnaType in names of AMD's instructions
 * @param ptxType in names of NVIDIA's instructions
 */
record NarrowFormat(
    String name,
    String largest,
    String largestBits,
    String smallestNormalBits,
    String magic,
    int shift,
    String roundUp,
    int rebias,
    String cdnaType,
    String ptxType) {
  private static final int FLOAT_BIAS = 127;
  private static final int FLOAT_BITS = 23;

  /** The format of {@code type}, an 8-bit float, on {@code target}. */
  static NarrowFormat of(DataType type, Target target) {
    boolean fnuz = target.fp8Flavor() == Fp8Flavor.FNUZ;
    boolean e4m3 = type == DataType.FP8_E4M3;
    int bits = e4m3 ? 3 : 2;
    int bias = (e4m3 ? 7 : 15) + (fnuz ? 1 : 0);
    int shift = FLOAT_BITS - bits;
    double largest = e4m3 ? (fnuz ? 240 : 448) : 57_344;
    return new NarrowFormat(
        (e4m3 ? "E4M3" : "E5M2") + (fnuz ? " (FNUZ)" : " (OCP)"),
        Literals.of(largest),
        bits(largest),
        bits(Math.scalb(1.0, 1 - bias)),
        Literals.of(Math.scalb(1.0, FLOAT_BITS + 1 - bias - bits)),
        shift,
        "0x%xu".formatted((1 << shift - 1) - 1),
        FLOAT_BIAS - bias << bits,
        e4m3 ? "fp8" : "bf8",
        e4m3 ? "e4m3" : "e5m2");
  }

  private static String bits(double value) {
    return "0x%xu".formatted(Float.floatToIntBits((float) value));
  }
}
