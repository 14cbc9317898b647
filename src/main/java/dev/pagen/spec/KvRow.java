package dev.pagen.spec;

import java.util.Optional;

/**
 * What a token has in the caches of one KV head: a key, and a value that has a cache of its own or
 * is a part of the key.
 *
 * @param keySize elements of a key, and of a query
 * @param valueSize elements of a value, and of the output
 * @param value where the value lies
 * @param format of rows whose elements are not all of one type and have scales among them
 */
public record KvRow(int keySize, int valueSize, Value value, Optional<RowFormat> format) {

  /** Where the value of a key lies. */
  public enum Value {
    /** In a row of its own, in a cache of its own. */
    APART,
    /** It is the first elements of the key, as in multi-head latent attention. */
    IN_KEY
  }

  /**
   * @throws InvalidSpecException if a size is none, or a value does not fit into its key
   */
  public KvRow {
    AttentionSpec.requirePositive("head size", keySize);
    if (value == Value.IN_KEY && (valueSize < 1 || valueSize > keySize)) {
      throw new InvalidSpecException(
          "latent is %d: it must be 1 to the head size, %d".formatted(valueSize, keySize));
    }
    AttentionSpec.requirePositive("value size", valueSize);
  }

  /** Rows of elements of one type, that of the caches. */
  public KvRow(int keySize, int valueSize, Value value) {
    this(keySize, valueSize, value, Optional.empty());
  }

  /** Whether keys and values have caches of their own whose rows are not equally long. */
  public boolean sizesDiffer() {
    return value == Value.APART && keySize != valueSize;
  }
}
