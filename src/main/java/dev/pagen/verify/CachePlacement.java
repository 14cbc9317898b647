package dev.pagen.verify;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvStrides;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Where the keys, or the values, of a {@link KvCache} lie in device memory. All numbers count
 * elements. With strides every row has a place of its own; without, pages are copied as they are.
 *
 * @param spec gives the layout of a page
 * @param rowElements of a token's row of one KV head
 * @param pageStride from one page to the next
 * @param tokenStride from one token's row to the next
 * @param headStride from one KV head's row to the next
 */
public record CachePlacement(
    AttentionSpec spec, int rowElements, long pageStride, int tokenStride, int headStride) {
  private static final int ALIGNMENT = 16;

  /** Keys, with a gap of so many elements between pages. */
  static CachePlacement ofKeys(AttentionSpec spec, int gap) {
    KvStrides strides = spec.rowStrides();
    return of(spec, spec.headSize(), strides.keyToken(), strides.keyHead(), gap);
  }

  /** Values; the gap is another one where it may be. */
  static CachePlacement ofValues(AttentionSpec spec, int gap) {
    KvStrides strides = spec.rowStrides();
    return of(
        spec,
        spec.hasValueCache() ? spec.valueSize() : spec.headSize(),
        strides.valueToken(),
        strides.valueHead(),
        spec.sharesOffsets() ? gap : 2 * gap);
  }

  private static CachePlacement of(
      AttentionSpec spec, int rowElements, int token, int head, int gap) {
    long lastRow = (spec.pageSize() - 1L) * token + (spec.kvHeads() - 1L) * head;
    long extent =
        spec.kvStrides().isEmpty()
            ? pageElements(spec, rowElements)
            : Math.ceilDiv(lastRow + rowElements, ALIGNMENT) * ALIGNMENT;
    return new CachePlacement(spec, rowElements, extent + gap, token, head);
  }

  private static long pageElements(AttentionSpec spec, int rowElements) {
    return spec.row().format().isPresent()
        ? spec.pageElements()
        : (long) spec.pageSize() * spec.kvHeads() * rowElements;
  }

  /** Elements of a page of the cache. */
  public long pageElements() {
    return pageElements(spec, rowElements);
  }

  /** Something to do with elements that lie side by side both in a cache and in its placement. */
  @FunctionalInterface
  public interface Run {
    /**
     * @param cached index in the {@link KvCache}
     * @param placed index in device memory
     * @param elements in the run
     */
    void accept(long cached, long placed, long elements);
  }

  /** Goes through a page, which has number {@code cached} in the cache and {@code placed} here. */
  public void forEachRun(long cached, long placed, Run run) {
    if (spec.kvStrides().isEmpty()) {
      run.accept(cached * pageElements(), placed * pageStride, pageElements());
      return;
    }
    for (int slot = 0; slot < spec.pageSize(); slot++) {
      for (int head = 0; head < spec.kvHeads(); head++) {
        run.accept(
            KvCache.row(spec, cached, slot, head, rowElements),
            placed * pageStride + (long) slot * tokenStride + (long) head * headStride,
            rowElements);
      }
    }
  }

  /**
   * {@code count} pages of a cache as they lie in device memory, {@link ElementFormat#poison}
   * between rows; a part of the cache itself where there is nothing between them.
   */
  MemorySegment place(MemorySegment cache, ElementFormat format, int first, int count) {
    int bytes = format.bytes();
    if (spec.kvStrides().isEmpty() && pageStride == pageElements()) {
      return cache.asSlice(first * pageStride * bytes, count * pageStride * bytes);
    }
    MemorySegment all =
        Arena.ofAuto().allocate(count * pageStride * bytes, 64).fill((byte) format.poison());
    for (int page = 0; page < count; page++) {
      forEachRun(
          first + page,
          page,
          (cached, placed, elements) ->
              MemorySegment.copy(cache, cached * bytes, all, placed * bytes, elements * bytes));
    }
    return all;
  }
}
