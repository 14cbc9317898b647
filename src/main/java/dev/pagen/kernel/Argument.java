package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Target;
import java.util.Locale;

/** What kernels are launched with, by the names of source, metadata and manifest. */
public enum Argument {
  QUERY,
  QUERY_START_LOC,
  KEY,
  VALUE,
  KEY_CACHE,
  VALUE_CACHE,
  EXTRA_KEY_CACHE,
  K_SCALE,
  V_SCALE,
  KV_INDPTR,
  KV_PAGE_INDICES,
  KV_LAST_PAGE_LEN,
  BLOCK_TABLE,
  SEQ_LENS,
  INDICES,
  LENGTHS,
  TOP_K,
  EXTRA_INDICES,
  EXTRA_LENGTHS,
  EXTRA_TOP_K,
  BLOCK_IDS,
  TOP_BLOCKS,
  SEQUENCE_QUERIES,
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
  INDICES_STRIDE,
  BLOCK_IDS_STRIDE,
  BLOCK_IDS_HEAD_STRIDE,
  KV_PAGE_STRIDE,
  K_PAGE_STRIDE,
  V_PAGE_STRIDE,
  EXTRA_INDICES_STRIDE,
  EXTRA_PAGE_STRIDE,
  PARTITION_SIZE,
  MAX_PARTITIONS,
  ITEMS,
  FIRST_ITEMS,
  ITEM_TOKENS,
  SEQUENCES,
  MAX_ITEMS;

  /** Elements of an output row that a lane stores at a time. */
  private static final int STORED = 4;

  private final String spelling = name().toLowerCase(Locale.ROOT);

  /** The name, such as {@code kv_indptr}. */
  @Override
  public String toString() {
    return spelling;
  }

  /**
   * What it has to be a multiple of: an address in bytes, a stride in elements; 1 for what may be
   * anything. The manifest has the same number.
   */
  public int multiple(AttentionSpec attention) {
    return switch (this) {
      case QUERY, KEY, VALUE, KEY_CACHE, VALUE_CACHE, EXTRA_KEY_CACHE, PARTIAL_OUT, ITEMS ->
          Target.WIDEST_LOAD_BYTES;
      case OUT -> STORED * attention.outDtype().bytes();
      case QUERY_START_LOC,
          K_SCALE,
          V_SCALE,
          KV_INDPTR,
          KV_PAGE_INDICES,
          KV_LAST_PAGE_LEN,
          BLOCK_TABLE,
          SEQ_LENS,
          INDICES,
          LENGTHS,
          EXTRA_INDICES,
          EXTRA_LENGTHS,
          BLOCK_IDS,
          ALIBI_SLOPES,
          SINKS,
          LSE,
          OUT_SCALE,
          PARTIAL_MAX,
          PARTIAL_SUM,
          ARRIVALS,
          FIRST_ITEMS,
          ITEM_TOKENS ->
          Integer.BYTES;
      case QUERY_STRIDE, KEY_STRIDE, VALUE_STRIDE ->
          Target.WIDEST_LOAD_BYTES / attention.dtype().bytes();
      case OUT_STRIDE -> STORED;
      case KV_PAGE_STRIDE, K_PAGE_STRIDE, EXTRA_PAGE_STRIDE ->
          Target.WIDEST_LOAD_BYTES / attention.kvDtype().bytes();
      case V_PAGE_STRIDE -> Target.WIDEST_LOAD_BYTES / attention.valueDtype().bytes();
      case BLOCK_TABLE_STRIDE,
          INDICES_STRIDE,
          TOP_K,
          EXTRA_INDICES_STRIDE,
          EXTRA_TOP_K,
          BLOCK_IDS_STRIDE,
          BLOCK_IDS_HEAD_STRIDE,
          TOP_BLOCKS,
          SEQUENCE_QUERIES,
          PARTITION_SIZE,
          MAX_PARTITIONS,
          SEQUENCES,
          MAX_ITEMS ->
          1;
    };
  }
}
