package dev.pagen.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Order of the dimensions of the paged key and value caches. */
public enum KvLayout {
  /** {@code [pages, page_size, kv_heads, head_size]}. */
  NHD,
  /** {@code [pages, kv_heads, page_size, head_size]}. */
  HND,
  /**
   * vLLM's: keys {@code [pages, kv_heads, head_size / x, page_size, x]}, of which x elements have
   * 16 bytes, values {@code [pages, kv_heads, head_size, page_size]}.
   */
  PACKED;

  /** The layout that the command line and the files call {@code text}. */
  public static Optional<KvLayout> of(String text) {
    return Arrays.stream(values()).filter(l -> l.toString().equals(text)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
