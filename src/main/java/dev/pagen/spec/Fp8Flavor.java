package dev.pagen.spec;

/** The two families of 8-bit floats. Their codes stand for different numbers. */
public enum Fp8Flavor {
  /**
   * Finite, one NaN, unsigned zero: 0x80 is NaN, and every other code a number. Exponent biases are
   * 8 (E4M3) and 16 (E5M2). Source: AMD's CDNA 3 ISA document.
   */
  FNUZ,
  /**
   * The Open Compute Project's: exponent biases are 7 (E4M3) and 15 (E5M2); E4M3 has NaN but no
   * infinity, E5M2 is as IEEE formats are. Source: OCP 8-bit Floating Point Specification.
   */
  OCP
}
