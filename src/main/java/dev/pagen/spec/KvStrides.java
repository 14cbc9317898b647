package dev.pagen.spec;

/**
 * Where the rows of a page lie in caches that are views of something larger: in elements, from the
 * row of one token to the next and from that of one KV head to the next. Keys and values have their
 * own, and also their own distance between pages, which is given at launch. Keys and values
 * interleaved in one buffer are two such views of it.
 *
 * @param keyToken from a token's key to the next token's
 * @param keyHead from a KV head's key to the next KV head's
 * @param valueToken from a token's value to the next token's
 * @param valueHead from a KV head's value to the next KV head's
 */
public record KvStrides(int keyToken, int keyHead, int valueToken, int valueHead) {
  /**
   * @throws InvalidSpecException if a stride is below 1
   */
  public KvStrides {
    if (Math.min(Math.min(keyToken, keyHead), Math.min(valueToken, valueHead)) < 1) {
      throw new InvalidSpecException(
          "KV strides are %d, %d, %d and %d: they must be at least 1"
              .formatted(keyToken, keyHead, valueToken, valueHead));
    }
  }

  /** These strides, each increased to a multiple of so many elements of keys, or of values. */
  public KvStrides multipleOf(int ofKeys, int ofValues) {
    return new KvStrides(
        Math.ceilDiv(keyToken, ofKeys) * ofKeys,
        Math.ceilDiv(keyHead, ofKeys) * ofKeys,
        Math.ceilDiv(valueToken, ofValues) * ofValues,
        Math.ceilDiv(valueHead, ofValues) * ofValues);
  }

  @Override
  public String toString() {
    return "%s,%s,%s,%s".formatted(keyToken, keyHead, valueToken, valueHead);
  }
}
