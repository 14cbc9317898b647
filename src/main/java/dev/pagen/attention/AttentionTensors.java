package dev.pagen.attention;

/**
 * Device memory that a launch reads and writes: plain addresses, owned by the caller. Strides count
 * elements.
 *
 * @param query {@code [sequences, query heads, head size]}, 16-byte aligned
 * @param keyCache pages in the spec's layout, 16-byte aligned
 * @param valueCache pages in the spec's layout, 16-byte aligned; unused where the spec has a latent
 * @param kvIndptr int32, see {@link PageTable}
 * @param kvPageIndices int32; any number for a page of which no query sees a token
 * @param kvLastPageLen int32
 * @param out {@code [sequences, query heads, value size]}, aligned to four elements
 * @param queryStride between sequences of the query: whole 16 bytes
 * @param outStride between sequences of the output: whole fours of elements, no less than a
 *     sequence's elements
 * @param keyPageStride between pages of the key cache: whole 16 bytes; no less than a page's
 *     elements unless the spec has strides
 * @param valuePageStride between pages of the value cache: that of the keys unless the spec has
 *     strides
 * @param alibiSlopes fp32 {@code [query heads]}, where the spec has ALiBi slopes
 * @param sinks fp32 {@code [query heads]}, where the spec has attention sinks
 * @param lse fp32 {@code [sequences, query heads]} without gaps, where the spec asks for it
 * @param outScale fp32 {@code [1]}, what the output is divided by, where it has 8 bits
 * @param keyScale fp32, where the spec has KV scales, in the shape that {@link
 *     dev.pagen.spec.KvScales} gives; finite and not negative
 * @param valueScale the same for the values; not read where the spec has a latent
 */
public record AttentionTensors(
    long query,
    long keyCache,
    long valueCache,
    long kvIndptr,
    long kvPageIndices,
    long kvLastPageLen,
    long out,
    long queryStride,
    long outStride,
    long keyPageStride,
    long valuePageStride,
    long alibiSlopes,
    long sinks,
    long lse,
    long outScale,
    long keyScale,
    long valueScale) {

  /** The tensors that every spec has, with pages as far apart in both caches. */
  public AttentionTensors(
      long query,
      long keyCache,
      long valueCache,
      long kvIndptr,
      long kvPageIndices,
      long kvLastPageLen,
      long out,
      long queryStride,
      long outStride,
      long kvPageStride) {
    this(
        query,
        keyCache,
        valueCache,
        kvIndptr,
        kvPageIndices,
        kvLastPageLen,
        out,
        queryStride,
        outStride,
        kvPageStride,
        kvPageStride,
        0,
        0,
        0,
        0,
        0,
        0);
  }
}
