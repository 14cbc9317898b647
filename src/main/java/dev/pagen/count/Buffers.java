package dev.pagen.count;

import dev.pagen.emulator.Profile;
import java.util.Arrays;
import java.util.Set;

/** What a buffer holds, by its name. Source of the names: {@code DeviceWorkload.buffers()}. */
public enum Buffers {
  /** The key cache. */
  K("key_cache"),
  /** The value cache. */
  V("value_cache"),
  /** The query, and what each of its heads has. */
  QUERY("query", "alibi_slopes", "sinks"),
  /** The three arrays of the page table. */
  PAGE_TABLE("kv_indptr", "kv_page_indices", "kv_last_page_len"),
  /** The output, and its logarithms. */
  OUTPUT("out", "lse"),
  /** Kernel arguments, and the dispatch packet where a kernel reads it. */
  ARGUMENTS(Profile.ELSEWHERE),
  /** Partial results, and whatever else a launch was given. */
  PARTIAL_RESULTS;

  private final Set<String> names;

  Buffers(String... names) {
    this.names = Set.of(names);
  }

  /** What the buffer called {@code name} holds. */
  static Buffers of(String name) {
    return Arrays.stream(values())
        .filter(b -> b.names.contains(name))
        .findFirst()
        .orElse(PARTIAL_RESULTS);
  }
}
