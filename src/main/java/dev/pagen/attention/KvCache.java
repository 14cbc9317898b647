package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Key and value caches in host memory, pages without gaps between them.
 *
 * @param spec gives the layout of a page
 * @param format of the elements
 * @param pages of each cache
 * @param keys elements in the order of the layout
 * @param values elements in the order of the layout; empty where the spec has a latent, which is
 *     part of the keys
 * @param scales where the spec has them
 */
public record KvCache(
    AttentionSpec spec,
    ElementFormat format,
    int pages,
    MemorySegment keys,
    MemorySegment values,
    CacheScales scales) {
  /**
   * @throws WorkloadException if the sizes do not fit the layout
   */
  public KvCache {
    if (spec.layout() == KvLayout.PACKED) {
      throw new WorkloadException("A workload cannot have the layout packed; it can: nhd, hnd.");
    }
    long bytes = pages * spec.pageElements() * format.bytes();
    long valueBytes = spec.latent().isPresent() ? 0 : bytes;
    if (keys.byteSize() != bytes || values.byteSize() != valueBytes) {
      throw new WorkloadException(
          "Caches of %d pages have %d (keys) and %d (values) bytes, not %d and %d."
              .formatted(pages, bytes, valueBytes, keys.byteSize(), values.byteSize()));
    }
    scales.requireFor(spec, pages);
  }

  /** Caches full of {@link ElementFormat#poison}. */
  static KvCache blank(AttentionSpec spec, ElementFormat format, int pages, CacheScales scales) {
    long bytes = pages * spec.pageElements() * format.bytes();
    long valueBytes = spec.latent().isPresent() ? 0 : bytes;
    return new KvCache(
        spec, format, pages, poison(format, bytes), poison(format, valueBytes), scales);
  }

  private static MemorySegment poison(ElementFormat format, long bytes) {
    return Arena.ofAuto().allocate(bytes, 64).fill((byte) format.poison());
  }

  /** Index of the first element of a token's row, in keys and values alike. */
  public long row(int page, int slot, int kvHead) {
    return page * spec.pageElements()
        + (long) slot * spec.tokenStride()
        + (long) kvHead * spec.headStride();
  }
}
