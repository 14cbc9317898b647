package dev.pagen.attention;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The arguments that kernels of this project take, by the names in source and metadata. */
enum ArgumentName {
  QUERY,
  KEY_CACHE,
  VALUE_CACHE,
  K_SCALE,
  V_SCALE,
  KV_INDPTR,
  KV_PAGE_INDICES,
  KV_LAST_PAGE_LEN,
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

  /** The argument called {@code name}, if a launch knows it. */
  static Optional<ArgumentName> of(String name) {
    return Arrays.stream(values())
        .filter(a -> a.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  /** What a launch passes for it. */
  long value(Plan plan, AttentionTensors tensors, Workspace workspace) {
    return switch (this) {
      case QUERY -> tensors.query();
      case KEY_CACHE -> tensors.keyCache();
      case VALUE_CACHE -> tensors.valueCache();
      case K_SCALE -> tensors.keyScale();
      case V_SCALE -> tensors.valueScale();
      case KV_INDPTR -> tensors.kvIndptr();
      case KV_PAGE_INDICES -> tensors.kvPageIndices();
      case KV_LAST_PAGE_LEN -> tensors.kvLastPageLen();
      case ALIBI_SLOPES -> tensors.alibiSlopes();
      case SINKS -> tensors.sinks();
      case OUT -> tensors.out();
      case LSE -> tensors.lse();
      case OUT_SCALE -> tensors.outScale();
      case PARTIAL_OUT -> plan.merges() ? workspace.partials() : 0;
      case PARTIAL_MAX -> plan.merges() ? workspace.partials() + plan.maxOffset() : 0;
      case PARTIAL_SUM -> plan.merges() ? workspace.partials() + plan.sumOffset() : 0;
      case ARRIVALS -> plan.merges() ? workspace.arrivals() : 0;
      case QUERY_STRIDE -> tensors.queryStride();
      case OUT_STRIDE -> tensors.outStride();
      case KV_PAGE_STRIDE, K_PAGE_STRIDE -> tensors.keyPageStride();
      case V_PAGE_STRIDE -> tensors.valuePageStride();
      case PARTITION_SIZE -> plan.partition();
      case MAX_PARTITIONS -> plan.maxPartitions();
      case ITEMS -> workspace.workList();
      case FIRST_ITEMS -> workspace.workList() + plan.firstItemsOffset();
      case ITEM_TOKENS -> workspace.workList() + plan.itemTokensOffset();
      case SEQUENCES -> plan.sequences();
      case MAX_ITEMS -> plan.items();
    };
  }
}
