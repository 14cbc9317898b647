package dev.pagen.render;

import dev.pagen.spec.AttentionSpec;

/**
 * How logits are capped.
 *
 * @param literal the cap
 * @param brief whether the formula with an exponential and a reciprocal alone will do. It is off by
 *     a share of the cap, up to three roundings of a number below 1 on either side of it; the other
 *     one by a share of the logit, and it takes all numbers that a float can be
 */
record SoftCap(String literal, boolean brief) {
  /** Logits are then off by no more than 2^-13 as exponents of two, a tenth of fp16's rounding. */
  private static final double LARGEST_BRIEF = 100;

  /** Scores are multiplied by a number between this and its inverse, far from a float's ends. */
  private static final double LARGEST_FACTOR = 0x1p64;

  static SoftCap of(AttentionSpec attention) {
    double cap = attention.softCap().orElseThrow();
    double factor = attention.scale() / cap;
    return new SoftCap(
        Literals.of(cap),
        cap <= LARGEST_BRIEF && factor <= LARGEST_FACTOR && factor >= 1 / LARGEST_FACTOR);
  }
}
