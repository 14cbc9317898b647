package dev.pagen.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Factors, fp32, that turn what is in a quantised cache into keys and values: {@code key = k_scale
 * * stored}. Keys and values have their own, and one that has 16 bits beside the other's 8 has
 * none; a latent, which is both, has those of keys.
 */
public enum KvScales {
  /** What is stored is what is meant. */
  NONE,
  /** One for the whole cache: {@code [1]}. */
  TENSOR,
  /** One for each KV head: {@code [kv_heads]}. */
  HEAD,
  /**
   * One for each token and KV head, in pages like the rows: {@code [pages, page_size, kv_heads]}
   * where the layout is NHD, and otherwise {@code [pages, kv_heads, page_size]}.
   */
  TOKEN;

  /** The granularity that the command line and the files call {@code text}. */
  public static Optional<KvScales> of(String text) {
    return Arrays.stream(values()).filter(s -> s.toString().equals(text)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
