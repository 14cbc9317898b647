package dev.pagen.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether, and to which base, the logarithm of each head's denominator is an output. */
public enum LogSumExp {
  /** It is none. */
  NONE,
  /** The natural logarithm, as vLLM and FlashAttention have it. */
  NATURAL,
  /** The logarithm to base 2, as FlashInfer has it. */
  BASE2;

  /** The choice that the command line and the files call {@code text}. */
  public static Optional<LogSumExp> of(String text) {
    return Arrays.stream(values()).filter(l -> l.toString().equals(text)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
