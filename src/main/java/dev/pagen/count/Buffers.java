package dev.pagen.count;

import dev.pagen.emulator.observe.Profile;
import dev.pagen.kernel.Argument;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What a buffer holds, by its name. Source of the names: {@code DeviceWorkload.buffers()}. */
public enum Buffers {
  /** The key cache. */
  K(Argument.KEY_CACHE, Argument.EXTRA_KEY_CACHE),
  /** The value cache. */
  V(Argument.VALUE_CACHE),
  /** The query, and what each of its heads has. */
  QUERY(Argument.QUERY, Argument.QUERY_START_LOC, Argument.ALIBI_SLOPES, Argument.SINKS),
  /** The arrays of the page table. */
  PAGE_TABLE(
      Argument.KV_INDPTR,
      Argument.KV_PAGE_INDICES,
      Argument.KV_LAST_PAGE_LEN,
      Argument.BLOCK_TABLE,
      Argument.SEQ_LENS,
      Argument.INDICES,
      Argument.LENGTHS,
      Argument.EXTRA_INDICES,
      Argument.EXTRA_LENGTHS,
      Argument.BLOCK_IDS),
  /** The output, and its logarithms. */
  OUTPUT(Argument.OUT, Argument.LSE),
  /** Kernel arguments, and the dispatch packet where a kernel reads it. */
  ARGUMENTS(Profile.ELSEWHERE),
  /** Partial results, and whatever else a launch was given. */
  PARTIAL_RESULTS;

  private final Set<String> names;

  Buffers(Argument... arguments) {
    this.names = Arrays.stream(arguments).map(Argument::toString).collect(Collectors.toSet());
  }

  Buffers(String name) {
    this.names = Set.of(name);
  }

  /** What the buffer called {@code name} holds. */
  static Buffers of(String name) {
    return Arrays.stream(values())
        .filter(b -> b.names.contains(name))
        .findFirst()
        .orElse(PARTIAL_RESULTS);
  }
}
