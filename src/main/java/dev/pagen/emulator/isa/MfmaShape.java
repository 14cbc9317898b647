package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Wave;

/**
 * The shape of a matrix instruction: {@code blocks} products of M x K by K x N, and where each
 * element lies in the registers.
 *
 * <p>A: a lane holds {@link #perLane} values of row {@code lane % m}, with consecutive k (but see
 * {@link #k}); the lanes of equal row go through the blocks first, then through k. B is the same
 * with columns. D: for 32 and 16 rows a lane holds four consecutive rows of one column per group of
 * four registers; for 4 rows it holds all four. Source: the layouts AMD's matrix instruction
 * calculator prints, which {@code MfmaLayoutTest} compares element by element.
 */
record MfmaShape(int m, int n, int k, int blocks) {
  /** Values of A, or of B, in a lane. */
  int perLane() {
    return m * k * blocks / Wave.LANES;
  }

  /** Values of D in a lane. */
  int resultsPerLane() {
    return m * n * blocks / Wave.LANES;
  }

  int row(int lane) {
    return lane % m;
  }

  int block(int lane) {
    return lane / m % blocks;
  }

  /**
   * The k of a lane's value {@code i}. Of values that fill more than 16 bytes, those in the first
   * 16 and those in the others are consecutive each, and go through the lanes one after the other;
   * but 6-bit values are consecutive throughout.
   */
  int k(int lane, int i, int bits) {
    int run = bits == 6 ? perLane() : Math.min(perLane(), 128 / bits);
    int groups = Wave.LANES / m / blocks;
    return (i / run * groups + lane / m / blocks) * run + i % run;
  }

  int resultColumn(int lane) {
    return lane % n;
  }

  int resultRow(int register, int lane) {
    return switch (m) {
      case 4 -> register % 4;
      case 16 -> register % 4 + 4 * (lane / 16);
      default -> register % 4 + 4 * (lane / 32) + 8 * (register / 4 % 4);
    };
  }

  int resultBlock(int register, int lane) {
    return switch (m) {
      case 4 -> lane / 4;
      case 16 -> register / 4;
      default -> register / 16;
    };
  }
}
