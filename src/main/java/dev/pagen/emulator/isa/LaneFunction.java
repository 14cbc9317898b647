package dev.pagen.emulator.isa;

/**
 * What one lane of a vector instruction computes, on raw bits. Values narrower than 64 bits are
 * zero-extended on the way in and cut on the way out; operands the instruction does not have are 0.
 * {@code mode} is the wave's MODE register: rounding in bits 0-3, denormals in bits 4-7.
 */
@FunctionalInterface
interface LaneFunction {
  long apply(long a, long b, long c, int mode);
}
