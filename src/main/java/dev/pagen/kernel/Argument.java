package dev.pagen.kernel;

import java.util.Locale;

/** What kernels are launched with, by the names of source, metadata and manifest. */
public enum Argument {
  QUERY,
  QUERY_START_LOC,
  KEY,
  VALUE,
  KEY_CACHE,
  VALUE_CACHE,
  K_SCALE,
  V_SCALE,
  KV_INDPTR,
  KV_PAGE_INDICES,
  KV_LAST_PAGE_LEN,
  BLOCK_TABLE,
  SEQ_LENS,
  ALIBI_SLOPES,
  SINKS,
  OUT,
  LSE,
  OUT_SCALE,
  PARTIAL_OUT,
  PARTIAL_MAX,
  PARTIAL_SUM,
  ARRIVALS,
  QUERY_STRIDE,
  OUT_STRIDE,
  KEY_STRIDE,
  VALUE_STRIDE,
  BLOCK_TABLE_STRIDE,
  KV_PAGE_STRIDE,
  K_PAGE_STRIDE,
  V_PAGE_STRIDE,
  PARTITION_SIZE,
  MAX_PARTITIONS,
  ITEMS,
  FIRST_ITEMS,
  ITEM_TOKENS,
  SEQUENCES,
  MAX_ITEMS;

  private final String spelling = name().toLowerCase(Locale.ROOT);

  /** The name, such as {@code kv_indptr}. */
  @Override
  public String toString() {
    return spelling;
  }
}
