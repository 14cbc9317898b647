package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Wave;

/**
 * The bits of a NaN that an operation makes: EMU-135 in {@code docs/emulator.md}. The host's are no
 * guide, since they depend on how the JVM compiled an expression: which operand's NaN a sum hands
 * on, and whether a conversion makes it quiet.
 *
 * <p>A NaN among the sources is the result, the first in the order of the operands, made quiet.
 * Sign and leading bits of the fraction stay in a narrower format. Without one, the operation was
 * invalid, and the result is the quiet NaN with no other bit set. Source: AMD's CDNA 3 and 4 ISA
 * documents on additions of the LDS.
 *
 * @param result type of the result
 * @param sources types of the operands, up to three; those that are not floats hold no NaN
 * @param invalid result of an invalid operation
 * @param magnitude all bits of a result but its sign
 * @param infinity magnitudes above this one are NaNs
 */
record Nan(ValueType result, ValueType[] sources, long invalid, long magnitude, long infinity) {
  private static final Nan SINGLE = of(ValueType.F32, ValueType.F32, ValueType.F32, ValueType.F32);

  /** For an operation on these types. */
  static Nan of(ValueType result, ValueType... sources) {
    return of(result.infinity() | result.quiet(), result, sources);
  }

  /** As AMD's documents have it of roots, logarithms and angles: what is invalid is negative. */
  static Nan negative(ValueType result, ValueType... sources) {
    return of(result.signBit() | result.infinity() | result.quiet(), result, sources);
  }

  private static Nan of(long invalid, ValueType result, ValueType... sources) {
    return new Nan(result, sources, invalid, result.signBit() - 1, result.infinity());
  }

  /** A function's result, where it is a number; else what its operands ask for. */
  long checked(long bits, long a, long b, long c) {
    return (bits & magnitude) > infinity ? made(a, b, c) : bits;
  }

  /** As {@link #checked}, of operands and result that are 32-bit floats. */
  static int checked(int bits, int a, int b, int c) {
    return Float.isNaN(Float.intBitsToFloat(bits)) ? (int) SINGLE.made(a, b, c) : bits;
  }

  /** Whether one of 64 words, as 32-bit floats, is a NaN. */
  static boolean isAmong(int[] words) {
    int signs = 0;
    for (int lane = 0; lane < Wave.LANES; lane++) {
      // Carries into the sign from above infinity.
      signs |= (words[lane] & 0x7fff_ffff) + 0x7f_ffff;
    }
    return signs < 0;
  }

  /** As {@link #isAmong(int[])}, of 64 pairs of words. */
  static boolean isAmong(long[] pairs) {
    long signs = 0;
    for (int lane = 0; lane < Wave.LANES; lane++) {
      signs |= (pairs[lane] & 0x7fff_ffff_7fff_ffffL) + 0x7f_ffff_007f_ffffL;
    }
    return (signs & 0x8000_0000_8000_0000L) != 0;
  }

  /** The function with its results checked. */
  LaneFunction checking(LaneFunction function) {
    return (a, b, c, mode) -> checked(function.apply(a, b, c, mode), a, b, c);
  }

  private long made(long a, long b, long c) {
    long[] operands = {a, b, c};
    for (int i = 0; i < sources.length; i++) {
      if (sources[i].isNan(operands[i])) {
        return converted(operands[i], sources[i], result);
      }
    }
    return invalid;
  }

  /** A NaN of one type as a quiet one of another. */
  static long converted(long bits, ValueType from, ValueType to) {
    long sign = (bits & from.signBit()) == 0 ? 0 : to.signBit();
    long fraction = bits << (64 - from.fraction) >>> (64 - to.fraction);
    return sign | to.infinity() | to.quiet() | fraction;
  }
}
