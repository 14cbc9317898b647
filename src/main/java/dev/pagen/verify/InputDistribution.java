package dev.pagen.verify;

import java.util.Locale;

/** How the numbers of a drawn workload are spread. */
public enum InputDistribution {
  /** Query, keys and values evenly over a symmetric range, variance 1. */
  UNIFORM,
  /** Query, keys and values normal, variance 1. */
  NORMAL,
  /** One token of each sequence and KV head has a logit about 20 above the others. */
  PEAKED,
  /** All keys of a sequence and KV head are one and the same, and so are its logits. */
  EQUAL,
  /** Logits near +60 and -60, before any cap. */
  EXTREME;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
