package dev.pagen.verify;

import dev.pagen.attention.WorkloadException;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Key and value caches in host memory, without gaps: how far apart rows lie in device memory is for
 * a {@link CachePlacement} to say.
 *
 * @param spec gives the layout of a page
 * @param format of the elements of keys
 * @param valueFormat of those of values
 * @param pages of each cache
 * @param keys elements in the order of the layout
 * @param values elements in the order of the layout; empty where the spec has a latent, which is
 *     part of the keys
 * @param scales where the spec has them
 * @param extra the cache of the second pool, where the spec has one
 */
public record KvCache(
    AttentionSpec spec,
    ElementFormat format,
    ElementFormat valueFormat,
    int pages,
    MemorySegment keys,
    MemorySegment values,
    CacheScales scales,
    Optional<KvCache> extra) {
  /**
   * @throws WorkloadException if the sizes do not fit the layout
   */
  public KvCache {
    long bytes = pages * spec.pageElements() * format.bytes();
    long valueBytes = valueBytes(spec, valueFormat, pages);
    if (keys.byteSize() != bytes || values.byteSize() != valueBytes) {
      throw new WorkloadException(
          "Caches of %d pages have %d (keys) and %d (values) bytes, not %d and %d."
              .formatted(pages, bytes, valueBytes, keys.byteSize(), values.byteSize()));
    }
    scales.requireFor(spec, pages);
    if (extra.isPresent() != spec.hasExtraPool()) {
      throw new WorkloadException(
          "There are caches of %d pools; the spec has %d."
              .formatted(extra.isPresent() ? 2 : 1, spec.hasExtraPool() ? 2 : 1));
    }
  }

  /** Keys and values of one format. */
  public KvCache(
      AttentionSpec spec,
      ElementFormat format,
      int pages,
      MemorySegment keys,
      MemorySegment values,
      CacheScales scales,
      Optional<KvCache> extra) {
    this(spec, format, format, pages, keys, values, scales, extra);
  }

  /** The same of one pool. */
  public KvCache(
      AttentionSpec spec,
      ElementFormat format,
      int pages,
      MemorySegment keys,
      MemorySegment values,
      CacheScales scales) {
    this(spec, format, pages, keys, values, scales, Optional.empty());
  }

  /** The caches of the first pool, or of the second: 0 or 1. */
  KvCache of(int pool) {
    return pool == 0 ? this : extra.orElseThrow();
  }

  /** Caches of one pool, full of {@link ElementFormat#poison}. */
  static KvCache blank(AttentionSpec spec, ElementFormat format, int pages, CacheScales scales) {
    return blank(spec, format, format, pages, scales, Optional.empty());
  }

  /**
   * The same with values of a format of their own, and the cache of a second pool, where the spec
   * has them.
   */
  static KvCache blank(
      AttentionSpec spec,
      ElementFormat format,
      ElementFormat valueFormat,
      int pages,
      CacheScales scales,
      Optional<KvCache> extra) {
    return new KvCache(
        spec,
        format,
        valueFormat,
        pages,
        poison(format, pages * spec.pageElements() * format.bytes()),
        poison(valueFormat, valueBytes(spec, valueFormat, pages)),
        scales,
        extra);
  }

  private static long valueBytes(AttentionSpec spec, ElementFormat format, int pages) {
    return spec.hasValueCache() ? pages * spec.valuePageElements() * format.bytes() : 0;
  }

  private static MemorySegment poison(ElementFormat format, long bytes) {
    return Arena.ofAuto().allocate(bytes, 64).fill((byte) format.poison());
  }

  /** Index of an element of a token's key. */
  public long key(int page, int slot, int kvHead, int element) {
    if (spec.layout() != KvLayout.PACKED) {
      return row(spec, page, slot, kvHead, spec.headSize()) + element;
    }
    int x = spec.packedElements();
    long chunk = (long) kvHead * spec.headSize() / x + element / x;
    return page * spec.pageElements() + (chunk * spec.pageSize() + slot) * x + element % x;
  }

  /** Index of an element of a token's value. */
  public long value(int page, int slot, int kvHead, int element) {
    if (spec.layout() != KvLayout.PACKED) {
      return row(spec, page, slot, kvHead, spec.valueSize()) + element;
    }
    long column = (long) kvHead * spec.valueSize() + element;
    return page * spec.valuePageElements() + column * spec.pageSize() + slot;
  }

  /** Reads a token's key into {@code row}. */
  void readKey(int page, int slot, int kvHead, double[] row) {
    int together = keysTogether();
    for (int e = 0; e < row.length; e += together) {
      int count = Math.min(together, row.length - e);
      format.read(keys, key(page, slot, kvHead, e), row, e, count);
    }
  }

  /** Stores a token's key, divided by {@code scale}. */
  void writeKey(int page, int slot, int kvHead, double[] row, double scale) {
    int together = keysTogether();
    for (int e = 0; e < row.length; e += together) {
      int count = Math.min(together, row.length - e);
      format.write(keys, key(page, slot, kvHead, e), row, e, count, scale);
    }
  }

  /** Reads a token's value into {@code row}. */
  void readValue(int page, int slot, int kvHead, double[] row) {
    int together = valuesTogether();
    for (int e = 0; e < row.length; e += together) {
      valueFormat.read(values, value(page, slot, kvHead, e), row, e, together);
    }
  }

  /** Stores a token's value, divided by {@code scale}. */
  void writeValue(int page, int slot, int kvHead, double[] row, double scale) {
    int together = valuesTogether();
    for (int e = 0; e < row.length; e += together) {
      valueFormat.write(values, value(page, slot, kvHead, e), row, e, together, scale);
    }
  }

  /** Elements of a key that lie one after the other. */
  private int keysTogether() {
    return spec.layout() == KvLayout.PACKED ? spec.packedElements() : spec.headSize();
  }

  private int valuesTogether() {
    return spec.layout() == KvLayout.PACKED ? 1 : spec.valueSize();
  }

  /** Index of the first element of a token's row of so many, for layouts that have rows. */
  static long row(AttentionSpec spec, long page, int slot, int kvHead, int elements) {
    long ofPage =
        spec.layout() == KvLayout.NHD
            ? (long) slot * spec.kvHeads() + kvHead
            : (long) kvHead * spec.pageSize() + slot;
    return (page * spec.kvHeads() * spec.pageSize() + ofPage) * elements;
  }
}
